import { commandRoute } from "@/lib/http/route.ts";
import { endSession } from "@/lib/threats/sessions/commands/end-session.ts";

export const POST = commandRoute(endSession);
