import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { Role } from "../../people/schema.ts";
import { invitationAggregate, userAggregate } from "../../people/aggregates.ts";
import { insertUser } from "../../people/insert-user.ts";
import { openInvitation } from "../../people/open-invitation.ts";
import { linkTo } from "../link-identity.ts";
import { AcceptByIdentityInput, AccountDto } from "../schema.ts";

/** Turns an invitation into an account that signs in through single sign-on. */
export const acceptByIdentity = defineCommand({
  name: "invitation.accept_by_identity",
  summary: "Accept an invitation with an identity of single sign-on",
  permission: "system:operate",
  input: AcceptByIdentityInput,
  output: AccountDto,
  concurrency: "merge",
  organization: async ({ tx, input, now }) => (await openInvitation(tx, input.token, now())).orgId,
  load: async ({ tx, input, ctx }) => openInvitation(tx, input.token, ctx.now()),
  async run({ tx, input, target, ctx }) {
    const { count } = await tx.invitation.updateMany({
      where: { id: target.id, version: target.version },
      data: { acceptedAt: ctx.now(), version: { increment: 1 } },
    });
    if (count === 0) throw new AppError("conflict", "This invitation was used or changed a moment ago.");
    const { email, role } = target;
    const user = await insertUser(tx, ctx, { email, name: input.name, role: Role.parse(role) });
    await linkTo({ tx, ctx }, user, input);
    const after = await tx.invitation.findUniqueOrThrow({ where: { id: target.id } });
    return {
      result: { id: user.id },
      audit: [
        audited(invitationAggregate, target, after),
        audited(userAggregate, null, user, { action: "user.create", reason: "Accepted an invitation." }),
      ],
    };
  },
});
