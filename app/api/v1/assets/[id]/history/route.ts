import { queryRoute } from "@/lib/http/route.ts";
import { readAssetHistory } from "@/lib/inventory/assets/queries/read-asset-history.ts";

export const GET = queryRoute(readAssetHistory);
