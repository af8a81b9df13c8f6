import { queryRoute } from "@/lib/http/route.ts";
import { readThreatReport } from "@/lib/threats/exports/read-threat-report.ts";

export const GET = queryRoute(readThreatReport);
