import { commandRoute } from "@/lib/http/route.ts";
import { steerSession } from "@/lib/threats/sessions/commands/steer-session.ts";

export const POST = commandRoute(steerSession);
