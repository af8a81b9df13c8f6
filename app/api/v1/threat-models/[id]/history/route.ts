import { queryRoute } from "@/lib/http/route.ts";
import { readThreatModelHistory } from "@/lib/threats/register/queries/read-threat-model-history.ts";

export const GET = queryRoute(readThreatModelHistory);
