import { registerDiscovery } from "@/lib/discovery-door.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(registerDiscovery);
