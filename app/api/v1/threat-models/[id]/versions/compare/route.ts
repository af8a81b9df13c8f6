import { queryRoute } from "@/lib/http/route.ts";
import { compareVersions } from "@/lib/threats/review/queries/compare-versions.ts";

export const GET = queryRoute(compareVersions);
