import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { listKeys } from "@/lib/people/queries/list-keys.ts";
import { createKey } from "@/lib/people/commands/create-key.ts";

export const GET = queryRoute(listKeys);
export const POST = commandRoute(createKey, { status: 201 });
