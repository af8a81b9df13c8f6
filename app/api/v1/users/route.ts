import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { listUsers } from "@/lib/people/queries/list-users.ts";
import { createUser } from "@/lib/people/commands/create-user.ts";

export const GET = queryRoute(listUsers);
export const POST = commandRoute(createUser, { status: 201 });
