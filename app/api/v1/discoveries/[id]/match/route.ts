import { matchDiscovery } from "@/lib/discovery/commands/match-discovery.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(matchDiscovery);
