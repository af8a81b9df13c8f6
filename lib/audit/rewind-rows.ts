import { EMPTY_EDGE, rootOfEdge } from "../merkle/append-leaves.ts";
import { HASH_BYTES, treeHasher } from "../merkle/hashes.ts";
import { hashesAtLevel, TILE_WIDTH } from "../merkle/tile-coordinates.ts";
import { nodeCrypto } from "./crypto-node.ts";
import type { Session } from "./log-session.ts";
import { asBuffer, readEdge } from "./tile-rows.ts";

const hasher = treeHasher(nodeCrypto.sha256);

/**
 * Takes the index away from all entries of a log from `size` on: they go back into the queue, tiles are cut. For the
 * owner only, inside the transaction of a recovery: nobody else may switch the triggers that refuse this.
 */
export async function rewindRows(session: Session, logId: number, size: number): Promise<void> {
  for (const table of ["audit_leaf", "audit_tile", "audit_log"]) {
    await session.query(`alter table ${table} disable trigger user`);
  }
  await session.query(
    `with taken as (delete from audit_leaf where log_id = $1 and idx >= $2 returning entry_id)
     insert into audit_queue (log_id, entry_id) select $1, entry_id from taken on conflict do nothing`,
    [logId, size],
  );
  for (let level = 0; level <= 6; level += 1) {
    const hashes = hashesAtLevel(size, level);
    const n = Math.floor(hashes / TILE_WIDTH);
    const width = hashes % TILE_WIDTH;
    await session.query("delete from audit_tile where log_id = $1 and level = $2 and n >= $3", [
      logId,
      level,
      width === 0 ? n : n + 1,
    ]);
    await session.query(
      "update audit_tile set data = substr(data, 1, $4) where log_id = $1 and level = $2 and n = $3",
      [logId, level, n, width * HASH_BYTES],
    );
  }
  const edge = size === 0 ? EMPTY_EDGE : await readEdge(session, logId, size);
  await session.query("update audit_log set size = $2, root = $3 where log_id = $1", [
    logId,
    size,
    asBuffer(rootOfEdge(hasher, edge)),
  ]);
  for (const table of ["audit_leaf", "audit_tile", "audit_log"]) {
    await session.query(`alter table ${table} enable trigger user`);
  }
}
