import type { Tx } from "../../db/types.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { userAggregate } from "../../people/aggregates.ts";
import { changeUser, loadUser } from "../../people/change-user.ts";
import { endSessions } from "../../people/end-sessions.ts";
import { RESET_PURPOSE } from "../../people/links.ts";
import { saveCredential } from "../credential.ts";
import { hashPassword, requireGoodPassword } from "../password.ts";
import { ResetDoneDto, ResetPasswordInput } from "../schema.ts";
import { hashToken } from "../token.ts";

async function openLink(tx: Tx, token: string, now: Date): Promise<{ id: string; orgId: string; userId: string }> {
  const link = await tx.oneTimeLink.findUnique({ where: { tokenHash: hashToken(token) } });
  if (link?.purpose === RESET_PURPOSE && link.usedAt === null && link.expiresAt > now) return link;
  throw new AppError("not_found", "This link is not valid: it was used, is too old, or is incomplete.");
}

/**
 * Sets a new password by a one-time link. All sessions end and all links of the person are used up. A second factor stays
 * and is asked for at the next sign-in.
 */
export const resetPassword = defineCommand({
  name: "password.reset",
  summary: "Choose a new password with a one-time link",
  permission: "public:accept",
  input: ResetPasswordInput,
  output: ResetDoneDto,
  http: "POST /password/reset",
  concurrency: "merge",
  organization: async ({ tx, input, now }) => (await openLink(tx, input.token, now())).orgId,
  load: async ({ tx, input, ctx }) => loadUser(tx, ctx.orgId, (await openLink(tx, input.token, ctx.now())).userId),
  async run({ tx, input, target: user, ctx }) {
    const at = ctx.now();
    if (user.state !== "active") throw new AppError("forbidden", "This account is disabled. Ask an administrator.");
    requireGoodPassword(input.password, [user.name, user.email]);
    const unused = { userId: user.id, usedAt: null };
    const own = await tx.oneTimeLink.updateMany({
      where: { ...unused, tokenHash: hashToken(input.token) },
      data: { usedAt: at },
    });
    if (own.count !== 1) throw new AppError("not_found", "This link was used a moment ago.");
    await tx.oneTimeLink.updateMany({ where: unused, data: { usedAt: at } });
    await saveCredential(tx, user, { passwordHash: await hashPassword(input.password), passwordChangedAt: at });
    const after = await changeUser(tx, user, { updatedAt: at });
    const ended = await endSessions(tx, user.id, at, "the password was reset");
    return { result: { email: user.email }, audit: [audited(userAggregate, user, after), ...ended] };
  },
});
