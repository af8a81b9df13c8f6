import { commandRoute } from "@/lib/http/route.ts";
import { startSession } from "@/lib/threats/sessions/commands/start-session.ts";

export const POST = commandRoute(startSession, { status: 201 });
