import { commandRoute } from "@/lib/http/route.ts";
import { showPresence } from "@/lib/threats/presence.ts";

export const POST = commandRoute(showPresence);
