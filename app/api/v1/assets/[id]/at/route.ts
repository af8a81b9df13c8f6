import { queryRoute } from "@/lib/http/route.ts";
import { readAssetAt } from "@/lib/lineage/queries/read-asset-at.ts";

export const GET = queryRoute(readAssetAt);
