import type { Tx, User } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError } from "../kernel/errors.ts";

/** Ties an identity of single sign-on to a person, whose row must be accounted for in the same command. */
export async function linkTo(
  { tx, ctx }: { tx: Tx; ctx: CommandContext },
  user: User,
  identity: { issuer: string; subject: string },
): Promise<void> {
  const { issuer, subject } = identity;
  const taken = await tx.userIdentity.findUnique({ where: { issuer_subject: { issuer, subject } } });
  if (taken !== null) throw new AppError("conflict", "This identity belongs to an account already.");
  const data = { id: ctx.newId(), orgId: ctx.orgId, userId: user.id, issuer, subject, createdAt: ctx.now() };
  await tx.userIdentity.create({ data });
}
