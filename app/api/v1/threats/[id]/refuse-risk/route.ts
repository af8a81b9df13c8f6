import { commandRoute } from "@/lib/http/route.ts";
import { refuseRisk } from "@/lib/threats/register/commands/refuse-risk.ts";

export const POST = commandRoute(refuseRisk);
