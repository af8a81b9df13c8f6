import { dismissDiscovery } from "@/lib/discovery/commands/dismiss-discovery.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(dismissDiscovery);
