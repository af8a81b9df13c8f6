import { queryRoute } from "@/lib/http/route.ts";
import { readUser } from "@/lib/people/queries/read-user.ts";

export const GET = queryRoute(readUser);
