import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { invitationAggregate } from "../aggregates.ts";
import { toInvitationDto } from "../invitation-dto.ts";
import { InvitationDto, RevokeInvitationInput } from "../schema.ts";

/** Makes an open invitation worthless. */
export const revokeInvitation = defineCommand({
  name: "invitation.revoke",
  summary: "Make an open invitation worthless",
  permission: "people:manage",
  input: RevokeInvitationInput,
  output: InvitationDto,
  http: "POST /invitations/{id}/revoke",
  load: async ({ tx, input, ctx }) =>
    (await tx.invitation.findFirst({ where: { id: input.id, orgId: ctx.orgId } })) ?? notFound("invitation"),
  authorize({ target }) {
    if (target.acceptedAt !== null) throw new AppError("precondition_failed", "This invitation was accepted already.");
    if (target.revokedAt !== null) throw new AppError("precondition_failed", "This invitation was revoked already.");
  },
  async run({ tx, input, target, ctx }) {
    const { count } = await tx.invitation.updateMany({
      where: { id: target.id, orgId: ctx.orgId, version: input.expectedVersion ?? target.version },
      data: { revokedAt: ctx.now(), version: { increment: 1 } },
    });
    if (count === 0) throw new AppError("conflict", "Somebody changed or accepted this invitation in the meantime.");
    const after = await tx.invitation.findUniqueOrThrow({ where: { id: target.id } });
    return {
      result: toInvitationDto(after, null, ctx.now()),
      audit: [audited(invitationAggregate, target, after)],
    };
  },
});
