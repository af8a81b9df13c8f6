import { queueMail } from "../../mail/queue-mail.ts";
import { resetLetter } from "../../mail/letters.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../aggregates.ts";
import { changeUser, loadUser } from "../change-user.ts";
import { issueResetLink } from "../issue-reset-link.ts";
import { ADMIN_LINK_VALID_MS } from "../links.ts";
import { ResetLinkDto, UserIdInput } from "../schema.ts";

/** Makes a one-time link for choosing a new password; shown once to who made it, and mailed where mail is set up. */
export const createResetLink = defineCommand({
  name: "user.create_reset_link",
  summary: "Make a one-time link with which a person chooses a new password",
  permission: "people:manage",
  input: UserIdInput,
  output: ResetLinkDto,
  http: "POST /users/{id}/reset-link",
  reauthenticate: true,
  load: ({ tx, input, ctx }) => loadUser(tx, ctx.orgId, input.id),
  authorize({ target }) {
    if (target.state === "disabled") throw new AppError("precondition_failed", "Enable this account first.");
  },
  async run({ tx, target, ctx }) {
    const { link, expiresAt } = await issueResetLink(tx, ctx, target, ADMIN_LINK_VALID_MS);
    const after = await changeUser(tx, target, { updatedAt: ctx.now() });
    const expires = expiresAt.toISOString();
    const { email: to, name } = target;
    const mailed = queueMail(ctx, resetLetter({ to, name, url: link, expiresAt: expires, askedBy: "administrator" }));
    return { result: { link, expiresAt: expires, mailed }, audit: [audited(userAggregate, target, after)] };
  },
});
