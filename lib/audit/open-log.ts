import type { Exec } from "../db/exec.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { nodeCrypto } from "./crypto-node.ts";

/**
 * Opens the log of a new organization. The origin is fixed here and never derived again:
 * `<host of the public address or modelkeep.invalid>/<installation uuid>/<organization id>`.
 */
export async function openLog(
  exec: Exec,
  input: { orgId: string; publicUrl: string; newId: () => string; at: Date },
): Promise<void> {
  const rows = await exec(
    `insert into installation (id, uuid, created_at) values (1, $1::uuid, $2::timestamptz)
     on conflict (id) do update set uuid = installation.uuid returning uuid::text as uuid`,
    [input.newId(), input.at.toISOString()],
  );
  const host = URL.canParse(input.publicUrl) ? new URL(input.publicUrl).host : "modelkeep.invalid";
  const origin = `${host}/${String(rows[0]?.["uuid"])}/${input.orgId}`;
  await exec(`insert into audit_log (org_id, origin, root) values ($1::uuid, $2, decode($3, 'hex')) returning log_id`, [
    input.orgId,
    origin,
    Buffer.from(treeHasher(nodeCrypto.sha256).empty()).toString("hex"),
  ]);
}
