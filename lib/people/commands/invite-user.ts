import type { Tx } from "../../db/types.ts";
import { hashToken, newToken } from "../../auth/token.ts";
import { invitationLetter } from "../../mail/letters.ts";
import { queueMail } from "../../mail/queue-mail.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { roles } from "../../kernel/policy.ts";
import { invitationAggregate } from "../aggregates.ts";
import { toInvitationDto } from "../invitation-dto.ts";
import { INVITATION_VALID_MS, invitationLink } from "../links.ts";
import { requireMayGiveRole } from "../role-rules.ts";
import { InvitedDto, InviteUserInput } from "../schema.ts";

async function refuseTaken(tx: Tx, orgId: string, email: string, now: Date): Promise<void> {
  const user = await tx.user.findUnique({ where: { email }, select: { id: true } });
  if (user !== null) invalid("email", "Somebody here already has this address.");
  const open = { orgId, email, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } };
  if ((await tx.invitation.findFirst({ where: open })) === null) return;
  throw new AppError("conflict", "This address has an open invitation. Revoke it first to make another.");
}

/** Invites somebody by a one-time link, shown once to the inviter and mailed where mail is set up. */
export const inviteUser = defineCommand({
  name: "user.invite",
  summary: "Invite somebody by a one-time link",
  permission: "people:manage",
  input: InviteUserInput,
  output: InvitedDto,
  http: "POST /invitations",
  reauthenticate: true,
  authorize: ({ actor, input }) => requireMayGiveRole(actor, input.role),
  async run({ tx, input, ctx }) {
    const at = ctx.now();
    await refuseTaken(tx, ctx.orgId, input.email, at);
    const token = newToken();
    const row = await tx.invitation.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        email: input.email,
        role: input.role,
        tokenHash: hashToken(token),
        invitedBy: ctx.actor.type === "user" ? ctx.actor.id : null,
        version: 1,
        createdAt: at,
        expiresAt: new Date(at.getTime() + INVITATION_VALID_MS),
      },
    });
    const { name: organization } = await tx.organization.findUniqueOrThrow({ where: { id: ctx.orgId } });
    const invitedBy = ctx.actor.type === "user" ? ctx.actor.name : null;
    const invitation = toInvitationDto(row, invitedBy, at);
    const link = invitationLink(token);
    const { email: to, expiresAt } = invitation;
    const letter = invitationLetter({ to, organization, invitedBy, role: roles[input.role], url: link, expiresAt });
    const mailed = queueMail(ctx, letter);
    return { result: { invitation, link, mailed }, audit: [audited(invitationAggregate, null, row)] };
  },
});
