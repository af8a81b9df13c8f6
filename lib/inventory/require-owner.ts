import { invalid } from "../kernel/errors.ts";
import type { Reader } from "../kernel/query.ts";

/** Throws invalid_input unless the owner is nobody or an active person of the organization. */
export async function requireOwner(db: Pick<Reader, "user">, orgId: string, ownerId: string | null): Promise<void> {
  if (ownerId === null) return;
  const found = await db.user.findFirst({ where: { id: ownerId, orgId, state: "active" }, select: { id: true } });
  if (found === null) invalid("ownerId", "The owner must be an active person of this organization.");
}
