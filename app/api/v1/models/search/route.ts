import { queryRoute } from "@/lib/http/route.ts";
import { searchModels } from "@/lib/inventory/queries/search-models.ts";

export const GET = queryRoute(searchModels);
