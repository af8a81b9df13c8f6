import { readDiscovery } from "@/lib/discovery/queries/read-discovery.ts";
import { queryRoute } from "@/lib/http/route.ts";

export const GET = queryRoute(readDiscovery);
