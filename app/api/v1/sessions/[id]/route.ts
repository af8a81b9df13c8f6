import { revokeSession } from "@/lib/auth/commands/revoke-session.ts";
import { commandRoute } from "@/lib/http/route.ts";

export const DELETE = commandRoute(revokeSession);
