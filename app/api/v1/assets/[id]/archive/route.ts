import { commandRoute } from "@/lib/http/route.ts";
import { archiveAsset } from "@/lib/inventory/assets/commands/archive-asset.ts";

export const POST = commandRoute(archiveAsset);
