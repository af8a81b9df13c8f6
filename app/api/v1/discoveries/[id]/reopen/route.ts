import { reopenDiscovery } from "@/lib/discovery/commands/reopen-discovery.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(reopenDiscovery);
