import { queryRoute } from "@/lib/http/route.ts";
import { countFacets } from "@/lib/inventory/queries/count-facets.ts";

export const GET = queryRoute(countFacets);
