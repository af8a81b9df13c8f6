import { commandRoute } from "@/lib/http/route.ts";
import { restoreAsset } from "@/lib/inventory/assets/commands/restore-asset.ts";

export const POST = commandRoute(restoreAsset);
