import { queryRoute } from "@/lib/http/route.ts";
import { countAssetFacets } from "@/lib/inventory/assets/queries/count-asset-facets.ts";

export const GET = queryRoute(countAssetFacets);
