import { queryRoute } from "@/lib/http/route.ts";
import { readModelHistory } from "@/lib/inventory/queries/read-model-history.ts";

export const GET = queryRoute(readModelHistory);
