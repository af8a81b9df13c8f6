import type { Tx } from "../db/types.ts";
import { AppError } from "../kernel/errors.ts";

/**
 * Throws precondition_failed when nobody but this person could manage people afterwards. Locks the rows of all active
 * administrators, so that two who remove each other at the same time wait for one another and the second is refused.
 */
export async function keepAnAdministrator(tx: Tx, orgId: string, leavingId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id::text as id from app_user
    where org_id = ${orgId}::uuid and role = 'administrator' and state = 'active' order by id for update`;
  const isOne = rows.some((row) => row.id === leavingId);
  if (!isOne || rows.length > 1) return;
  throw new AppError("precondition_failed", "This is the last administrator. Make somebody else administrator first.");
}
