import { queryRoute } from "@/lib/http/route.ts";
import { findNodes } from "@/lib/inventory/assets/queries/find-nodes.ts";

export const GET = queryRoute(findNodes);
