import { commandRoute } from "@/lib/http/route.ts";
import { acceptRisk } from "@/lib/threats/register/commands/accept-risk.ts";

export const POST = commandRoute(acceptRisk);
