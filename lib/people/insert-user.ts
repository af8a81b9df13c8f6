import type { Tx } from "../db/types.ts";
import type { User } from "../db/types.ts";
import { hashPassword, requireGoodPassword } from "../auth/password.ts";
import type { CommandContext } from "../kernel/context.ts";
import { invalid } from "../kernel/errors.ts";
import type { Role } from "../kernel/policy.ts";

type NewUser = { email: string; name: string; role: Role; password?: string | undefined };

/**
 * Adds a person with their credential. Throws invalid_input for a password that the rules refuse, and for an address that
 * somebody in this installation has already.
 */
export async function insertUser(tx: Tx, ctx: CommandContext, given: NewUser): Promise<User> {
  const { email, name, role, password } = given;
  if (password !== undefined) requireGoodPassword(password, [name, email]);
  const taken = await tx.user.findUnique({ where: { email }, select: { id: true } });
  if (taken !== null) invalid("email", "Somebody here already has this address.");
  const at = ctx.now();
  const user = await tx.user.create({
    data: {
      id: ctx.newId(),
      orgId: ctx.orgId,
      email,
      name,
      role,
      state: "active",
      mfaEnabled: false,
      version: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
  await tx.userCredential.create({
    data: {
      userId: user.id,
      orgId: ctx.orgId,
      passwordHash: password === undefined ? null : await hashPassword(password),
      passwordChangedAt: password === undefined ? null : at,
      recoveryHashes: [],
    },
  });
  return user;
}
