import { revokeAllSessions } from "@/lib/auth/commands/revoke-all-sessions.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const POST = commandRoute(revokeAllSessions);
