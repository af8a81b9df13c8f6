import { queryRoute } from "@/lib/http/route.ts";
import { trailFacets } from "@/lib/trail/queries/trail-facets.ts";

export const GET = queryRoute(trailFacets);
