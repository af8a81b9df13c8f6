import { countDiscoveries } from "@/lib/discovery/queries/count-discoveries.ts";
import { queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(countDiscoveries);
