import { commandRoute } from "@/lib/http/route.ts";
import { revokeInvitation } from "@/lib/people/commands/revoke-invitation.ts";

export const POST = commandRoute(revokeInvitation);
