import { queryRoute } from "@/lib/http/route.ts";
import { listSessions } from "@/lib/people/queries/list-sessions.ts";

export const GET = queryRoute(listSessions);
