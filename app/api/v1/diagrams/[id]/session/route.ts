import { queryRoute } from "@/lib/http/route.ts";
import { readRunningSession } from "@/lib/threats/sessions/queries/running-session.ts";

export const GET = queryRoute(readRunningSession);
