import { commandRoute } from "@/lib/http/route.ts";
import { acceptInvitation } from "@/lib/people/commands/accept-invitation.ts";

export const POST = commandRoute(acceptInvitation, { status: 201 });
