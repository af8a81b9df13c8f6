import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Role } from "../../kernel/policy.ts";
import { invitationAggregate, userAggregate } from "../aggregates.ts";
import { insertUser } from "../insert-user.ts";
import { openInvitation } from "../open-invitation.ts";
import { AcceptedInvitationDto, AcceptInvitationInput } from "../schema.ts";

/** Turns an invitation into an account, with the name and the password that the invited person chose. */
export const acceptInvitation = defineCommand({
  name: "invitation.accept",
  summary: "Accept an invitation: choose name and password",
  permission: "public:accept",
  input: AcceptInvitationInput,
  output: AcceptedInvitationDto,
  http: "POST /invitations/accept",
  organization: async ({ tx, input, now }) => (await openInvitation(tx, input.token, now())).orgId,
  load: ({ tx, input, ctx }) => openInvitation(tx, input.token, ctx.now()),
  async run({ tx, input, target, ctx }) {
    const { count } = await tx.invitation.updateMany({
      where: { id: target.id, version: target.version },
      data: { acceptedAt: ctx.now(), version: { increment: 1 } },
    });
    if (count === 0) throw new AppError("conflict", "This invitation was used or changed a moment ago.");
    const { email, role } = target;
    const user = await insertUser(tx, ctx, { email, role: role as Role, name: input.name, password: input.password });
    const after = await tx.invitation.findUniqueOrThrow({ where: { id: target.id } });
    return {
      result: { email },
      audit: [
        audited(invitationAggregate, target, after),
        audited(userAggregate, null, user, { action: "user.create", reason: "Accepted an invitation." }),
      ],
    };
  },
});
