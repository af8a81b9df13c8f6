import { queryRoute } from "@/lib/http/route.ts";
import { drawFromInventory } from "@/lib/threats/queries/draw-from-inventory.ts";

export const POST = queryRoute(drawFromInventory);
