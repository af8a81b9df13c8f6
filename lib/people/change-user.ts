import type { Tx } from "../db/types.ts";
import type { User } from "../db/types.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import { toUserDto } from "./user-dto.ts";

type UserChange = Partial<Pick<User, "name" | "role" | "state" | "mfaEnabled" | "disabledAt">>;

/** The person of this id within the organization. Throws not_found. */
export async function loadUser(tx: Tx, orgId: string, id: string): Promise<User> {
  return (await tx.user.findFirst({ where: { id, orgId } })) ?? notFound("person");
}

/**
 * Changes a person's row from the version that `user` has, or `expectedVersion` where a client names one, to the next.
 * Throws conflict, with the current person, when it has another.
 */
export async function changeUser(
  tx: Tx,
  user: User,
  change: UserChange & { updatedAt: Date },
  expectedVersion: number = user.version,
): Promise<User> {
  const { count } = await tx.user.updateMany({
    where: { id: user.id, orgId: user.orgId, version: expectedVersion },
    data: { ...change, version: { increment: 1 } },
  });
  const current = await loadUser(tx, user.orgId, user.id);
  if (count === 1) return current;
  throw new AppError("conflict", "Somebody changed this person in the meantime.", {
    extra: { current: toUserDto(current) },
  });
}
