import { appendLeaves, EMPTY_EDGE, rootOfEdge } from "../merkle/append-leaves.ts";
import { equalBytes } from "../merkle/bytes.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { nodeCrypto } from "./crypto-node.ts";
import { bytes, count, type Session } from "./log-session.ts";
import { readTileRows } from "./tile-rows.ts";

const PAGE = 4_096;

const hasher = treeHasher(nodeCrypto.sha256);

type Stored = { size: number; root: Uint8Array };

async function storedLog(session: Session, logId: number): Promise<Stored> {
  const { rows } = await session.query("select size::text as size, root from audit_log where log_id = $1", [logId]);
  return { size: count(rows[0]?.["size"]), root: bytes(rows[0]?.["root"]) };
}

async function leavesFrom(session: Session, logId: number, first: number): Promise<Uint8Array[]> {
  const { rows } = await session.query(
    `select l.idx::text as idx, l.leaf_hash, e.leaf from audit_leaf l left join audit_entry e using (entry_id)
     where l.log_id = $1 and l.idx >= $2 order by l.idx limit ${PAGE}`,
    [logId, first],
  );
  return rows.map((row, place) => {
    if (count(row["idx"]) !== first + place) throw new Error(`there is no entry at index ${first + place}`);
    if (row["leaf"] === null) throw new Error(`the entry at index ${first + place} is gone`);
    const hash = hasher.leaf(bytes(row["leaf"]));
    if (!equalBytes(hash, bytes(row["leaf_hash"]))) throw new Error(`the entry at index ${first + place} was changed`);
    return hash;
  });
}

async function checkTileRows(
  session: Session,
  logId: number,
  tiles: readonly { level: number; n: number; data: Uint8Array }[],
): Promise<void> {
  const found = await readTileRows(session, logId, tiles);
  for (const { level, n, data } of tiles) {
    const stored = found.get(`${level}/${n}`);
    if (stored === undefined || !equalBytes(stored.subarray(0, data.length), data)) {
      throw new Error(`tile ${level}/${n} is missing or was changed`);
    }
  }
}

async function checkpointRoots(session: Session, logId: number): Promise<Map<number, Uint8Array>> {
  const { rows } = await session.query("select size::text as size, root from audit_checkpoint where log_id = $1", [
    logId,
  ]);
  return new Map(rows.map((row) => [count(row["size"]), bytes(row["root"])]));
}

/**
 * Recomputes a log from its entries in the database: every index once, every leaf hash and tile as stored, the root, and
 * the root at every checkpoint. Throws with the first thing that is wrong, in plain
 * words. Memory stays small whatever the size.
 */
export async function verifyRows(session: Session, logId: number): Promise<Stored> {
  const stored = await storedLog(session, logId);
  const roots = await checkpointRoots(session, logId);
  const stops = [...roots.keys()].sort((a, b) => a - b);
  let edge = EMPTY_EDGE;
  while (edge.size < stored.size) {
    const first = edge.size;
    const leaves = await leavesFrom(session, logId, first);
    const end = Math.min(stored.size, first + leaves.length);
    if (end === first) throw new Error(`there is no entry at index ${first}`);
    for (const stop of [...stops.filter((size) => size > first && size < end), end]) {
      const grown = appendLeaves(hasher, edge, leaves.slice(edge.size - first, stop - first));
      edge = grown.edge;
      const root = roots.get(stop);
      if (root !== undefined && !equalBytes(root, grown.root)) {
        throw new Error(`the checkpoint of size ${stop} has another root`);
      }
      roots.delete(stop);
      await checkTileRows(session, logId, grown.tiles);
    }
  }
  if (!equalBytes(rootOfEdge(hasher, edge), stored.root)) throw new Error("the stored root is another one");
  const [beyond] = [...roots.keys()];
  if (beyond !== undefined) throw new Error(`there is a checkpoint of size ${beyond}, but only ${stored.size} entries`);
  const [more] = await leavesFrom(session, logId, stored.size);
  if (more !== undefined) throw new Error("there are leaves beyond the size of the log");
  return stored;
}
