import { queryRoute } from "@/lib/http/route.ts";
import { readLiveAt } from "@/lib/lineage/queries/read-live-at.ts";

export const GET = queryRoute(readLiveAt);
