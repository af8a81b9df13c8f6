import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { updateAsset } from "@/lib/inventory/assets/commands/update-asset.ts";
import { readAsset } from "@/lib/inventory/assets/queries/read-asset.ts";

export const GET = queryRoute(readAsset);
export const PATCH = commandRoute(updateAsset);
