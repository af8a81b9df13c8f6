import type { Tx } from "../db/types.ts";
import type { User } from "../db/types.ts";
import { hashToken, newToken } from "../auth/token.ts";
import type { CommandContext } from "../kernel/context.ts";
import { RESET_PURPOSE, resetLink } from "./links.ts";

/**
 * Makes a one-time link for choosing a password and ends those made before. The caller writes the person's entry, without
 * which the guard refuses it.
 */
export async function issueResetLink(
  tx: Tx,
  ctx: CommandContext,
  user: User,
  validMs: number,
): Promise<{ link: string; expiresAt: Date }> {
  const at = ctx.now();
  const token = newToken();
  const expiresAt = new Date(at.getTime() + validMs);
  await endResetLinks(tx, user.id, at);
  await tx.oneTimeLink.create({
    data: {
      id: ctx.newId(),
      orgId: user.orgId,
      userId: user.id,
      purpose: RESET_PURPOSE,
      tokenHash: hashToken(token),
      createdAt: at,
      expiresAt,
    },
  });
  return { link: resetLink(token), expiresAt };
}

/** Makes a person's unused links worthless. The caller writes the person's entry. */
export async function endResetLinks(tx: Tx, userId: string, at: Date): Promise<void> {
  await tx.oneTimeLink.updateMany({ where: { userId, usedAt: null }, data: { usedAt: at } });
}
