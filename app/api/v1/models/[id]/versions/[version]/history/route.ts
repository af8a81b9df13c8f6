import { queryRoute } from "@/lib/http/route.ts";
import { readVersionHistory } from "@/lib/inventory/versions/queries/read-version-history.ts";

export const GET = queryRoute(readVersionHistory);
