import { queryRoute } from "@/lib/http/route.ts";
import { readSession } from "@/lib/threats/sessions/queries/read-session.ts";

export const GET = queryRoute(readSession);
