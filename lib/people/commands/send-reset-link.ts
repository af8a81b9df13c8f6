import { resetLetter } from "../../mail/letters.ts";
import { queueMail } from "../../mail/queue-mail.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { notFound } from "../../kernel/errors.ts";
import { userAggregate } from "../aggregates.ts";
import { changeUser } from "../change-user.ts";
import { issueResetLink } from "../issue-reset-link.ts";
import { MAILED_LINK_VALID_MS } from "../links.ts";
import { DoneDto, RequestResetInput } from "../schema.ts";

/** Mails a reset link to the active account with this address. Throws not_found when there is none. */
export const sendResetLink = defineCommand({
  name: "user.send_reset_link",
  summary: "Mail a link for a new password to whoever asked for it at the sign-in page",
  permission: "system:operate",
  input: RequestResetInput,
  output: DoneDto,
  async organization({ tx, input }) {
    const user = await tx.user.findUnique({ where: { email: input.email } });
    return user?.orgId ?? notFound("person");
  },
  async load({ tx, input, ctx }) {
    const user = await tx.user.findFirst({ where: { email: input.email, orgId: ctx.orgId, state: "active" } });
    return user ?? notFound("person");
  },
  async run({ tx, target, ctx }) {
    const { link, expiresAt } = await issueResetLink(tx, ctx, target, MAILED_LINK_VALID_MS);
    const after = await changeUser(tx, target, { updatedAt: ctx.now() });
    const { email: to, name } = target;
    queueMail(ctx, resetLetter({ to, name, url: link, expiresAt: expiresAt.toISOString(), askedBy: "person" }));
    return { result: { done: true as const }, audit: [audited(userAggregate, target, after)] };
  },
});
