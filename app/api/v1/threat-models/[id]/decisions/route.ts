import { commandRoute } from "@/lib/http/route.ts";
import { decideThreat } from "@/lib/threats/register/commands/decide-threat.ts";

export const POST = commandRoute(decideThreat);
