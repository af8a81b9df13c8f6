import { queryRoute } from "@/lib/http/route.ts";
import { readThreatHistory } from "@/lib/threats/register/queries/read-threat-history.ts";

export const GET = queryRoute(readThreatHistory);
