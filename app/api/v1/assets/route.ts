import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { registerAsset } from "@/lib/inventory/assets/commands/register-asset.ts";
import { listAssets } from "@/lib/inventory/assets/queries/list-assets.ts";

export const GET = queryRoute(listAssets);
export const POST = commandRoute(registerAsset, { status: 201 });
