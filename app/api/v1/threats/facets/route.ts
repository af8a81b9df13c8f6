import { queryRoute } from "@/lib/http/route.ts";
import { countThreatFacets } from "@/lib/threats/register/queries/count-threat-facets.ts";

export const GET = queryRoute(countThreatFacets);
