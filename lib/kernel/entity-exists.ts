import type { Tx } from "../db/types.ts";

/**
 * Whether the trail of this organization knows such a thing, of any kind. Tasks, notifications and evidence point at things
 * of all domains and ask here instead of knowing the domains.
 */
export async function entityExists(tx: Tx, orgId: string, entityType: string, entityId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 as one from audit_log l join audit_head h on h.log_id = l.log_id
    where l.org_id = ${orgId}::uuid and l.current and h.entity_type = ${entityType} and h.entity_id = ${entityId} and h.version > 0`;
  return rows.length > 0;
}
