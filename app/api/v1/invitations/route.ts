import { commandRoute, queryRoute } from "@/lib/http/route.ts";
import { listInvitations } from "@/lib/people/queries/list-invitations.ts";
import { inviteUser } from "@/lib/people/commands/invite-user.ts";

export const GET = queryRoute(listInvitations);
export const POST = commandRoute(inviteUser, { status: 201 });
