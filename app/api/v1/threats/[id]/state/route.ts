import { commandRoute } from "@/lib/http/route.ts";
import { setThreatState } from "@/lib/threats/register/commands/set-threat-state.ts";

export const POST = commandRoute(setThreatState);
