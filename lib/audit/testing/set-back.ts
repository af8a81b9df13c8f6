import { poolAs } from "../../testing/database.ts";
import { rewindRows } from "../rewind-rows.ts";

/**
 * Makes the database as an older dump would: everything about the log beyond a size is gone, entries, payloads and heads
 * included, and their numbers are given again.
 */
export async function setBack(logId: number, size: number): Promise<void> {
  const owner = await poolAs("owner").connect();
  const guarded = ["audit_entry", "audit_payload", "audit_head", "audit_checkpoint", "audit_cosignature"];
  try {
    await owner.query("begin");
    const { rows } = await owner.query<{ entry_id: string }>(
      "select entry_id::text as entry_id from audit_leaf where log_id = $1 and idx >= $2",
      [logId, size],
    );
    const ids = rows.map((row) => row.entry_id);
    await rewindRows(owner, logId, size);
    for (const table of guarded) await owner.query(`alter table ${table} disable trigger user`);
    await owner.query("delete from audit_queue where log_id = $1", [logId]);
    await owner.query("delete from audit_cosignature where log_id = $1 and size > $2", [logId, size]);
    await owner.query("delete from audit_checkpoint where log_id = $1 and size > $2", [logId, size]);
    await owner.query("delete from audit_personal where entry_id = any ($1::bigint[])", [ids]);
    await owner.query("delete from audit_payload where entry_id = any ($1::bigint[])", [ids]);
    await owner.query("delete from audit_entry where entry_id = any ($1::bigint[])", [ids]);
    await owner.query(
      `update audit_head h set version = coalesce((select max(e.entity_version) from audit_entry e
         where e.log_id = h.log_id and e.entity_type = h.entity_type and e.entity_id = h.entity_id), 0) where log_id = $1`,
      [logId],
    );
    await owner.query("delete from audit_head where log_id = $1 and version = 0", [logId]);
    for (const table of guarded) await owner.query(`alter table ${table} enable trigger user`);
    await owner.query("commit");
  } finally {
    owner.release();
  }
}
