import { queryRoute } from "@/lib/http/route.ts";
import { listSessions } from "@/lib/threats/sessions/queries/list-sessions.ts";

export const GET = queryRoute(listSessions);
