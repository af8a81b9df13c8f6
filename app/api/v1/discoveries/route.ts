import { listDiscoveries } from "@/lib/discovery/queries/list-discoveries.ts";
import { ingestSightingsRoute } from "@/lib/http/discovery-route.ts";
import { queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(listDiscoveries);
export const POST = ingestSightingsRoute;
