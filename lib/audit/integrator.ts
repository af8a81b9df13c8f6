import { appendLeaves, EMPTY_EDGE, rootOfEdge, type RightEdge } from "../merkle/append-leaves.ts";
import { concatBytes, equalBytes } from "../merkle/bytes.ts";
import { HASH_BYTES, treeHasher } from "../merkle/hashes.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { tileHashes } from "../merkle/subtree.ts";
import { nodeCrypto } from "./crypto-node.ts";
import { freezeLog, LogDisagreement } from "./freeze.ts";
import { bytes, count, inTransaction, type LogDatabase, type Session } from "./log-session.ts";
import { asBuffer, readEdge, writeTileRows } from "./tile-rows.ts";

const BATCH = 1_024;

const hasher = treeHasher(nodeCrypto.sha256);

export type LockedLog = { logId: number; orgId: string; origin: string; size: number; root: Uint8Array };

/** Looks outside the database (signer memory, static folder) before new leaves go on top of a tree that was not seen before. */
export type OutsideCheck = (log: LockedLog) => Promise<void>;

export type IntegratorOptions = { database: LogDatabase; batch?: number; checkOutside?: OutsideCheck };

/**
 * Locks a log's row until the end of the transaction; nothing when another instance holds it or the log is frozen. The
 * lock is NO KEY UPDATE: business transactions hold KEY SHARE on the row through their entry's foreign key, and neither
 * side may wait for the other.
 */
export async function lockLog(session: Session, logId: number): Promise<LockedLog | undefined> {
  const { rows } = await session.query(
    `select org_id::text as org_id, origin, size::text as size, root from audit_log
     where log_id = $1 and frozen_reason is null for no key update skip locked`,
    [logId],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { org_id: orgId, origin, size, root } = row;
  return { logId, orgId: String(orgId), origin: String(origin), size: count(size), root: bytes(root) };
}

/** The right edge of a stored tree, checked against its root. Throws LogDisagreement when the tiles say otherwise. */
export async function checkedEdge(
  session: Session,
  log: Pick<LockedLog, "logId" | "size" | "root">,
): Promise<RightEdge> {
  try {
    const edge = log.size === 0 ? EMPTY_EDGE : await readEdge(session, log.logId, log.size);
    if (equalBytes(rootOfEdge(hasher, edge), log.root)) return edge;
  } catch (error) {
    if (!(error instanceof MerkleError)) throw error;
    throw new LogDisagreement(`The stored tree of ${log.size} entries is damaged: ${error.message}.`);
  }
  throw new LogDisagreement(`The stored tiles of ${log.size} entries do not give the stored root.`);
}

type Queued = { entryId: string; leaf: Uint8Array };

function expectRows(found: number | null, wanted: number, what: string): void {
  if (found !== wanted) throw new Error(`${what}: ${String(found)} rows, not ${wanted}`);
}

/** Puts the hashes of leaves that just got their rows into the tiles, and moves the log on. */
async function growTree(
  session: Session,
  log: LockedLog,
  edge: RightEdge,
  hashes: readonly Uint8Array[],
): Promise<RightEdge> {
  const grown = appendLeaves(hasher, edge, hashes);
  await writeTileRows(session, log.logId, grown.tiles);
  const moved = await session.query(
    `update audit_log set size = $3, root = $4, integrated_at = clock_timestamp() where log_id = $1 and size = $2`,
    [log.logId, edge.size, grown.size, asBuffer(grown.root)],
  );
  expectRows(moved.rowCount, 1, "log");
  return grown.edge;
}

/**
 * Gives entries the next indices, in the order given, inside the caller's transaction, which holds the log's row: leaves,
 * tiles, queue and size change together or not at all. Returns the new right edge.
 */
export async function appendToTree(
  session: Session,
  log: LockedLog,
  edge: RightEdge,
  entries: readonly Queued[],
): Promise<RightEdge> {
  const hashes = entries.map(({ leaf }) => hasher.leaf(leaf));
  const ids = entries.map(({ entryId }) => entryId);
  const leaves = await session.query(
    `insert into audit_leaf (log_id, idx, entry_id, leaf_hash)
     select $1::int, $2::bigint + t.place - 1, t.entry_id, substr($4::bytea, (t.place::int - 1) * 32 + 1, 32)
     from unnest($3::bigint[]) with ordinality as t(entry_id, place)`,
    [log.logId, edge.size, ids, asBuffer(concatBytes(...hashes))],
  );
  expectRows(leaves.rowCount, entries.length, "leaves");
  const taken = await session.query(`delete from audit_queue where log_id = $1 and entry_id = any ($2::bigint[])`, [
    log.logId,
    ids,
  ]);
  expectRows(taken.rowCount, entries.length, "queue");
  return growTree(session, log, edge, hashes);
}

const TAKE = `
with next as materialized (
  select q.ctid as place, q.entry_id, sha256('\\x00'::bytea || e.leaf) as leaf_hash
  from audit_queue q join audit_entry e using (entry_id) where q.log_id = $1 order by q.entry_id limit $3
), gone as (
  delete from audit_queue where ctid = any (array(select place from next)) returning 1
), leaves as (
  insert into audit_leaf (log_id, idx, entry_id, leaf_hash)
  select $1::int, $2::bigint + row_number() over (order by entry_id) - 1, entry_id, leaf_hash from next
  returning idx, leaf_hash
)
select (select count(*)::int from next) as found, (select count(*)::int from gone) as gone,
  coalesce((select string_agg(leaf_hash, ''::bytea order by idx) from leaves), ''::bytea) as hashes`;

/**
 * Moves the entries that wait longest from the queue to the next indices, in one statement that hashes them where they
 * are: nothing of them but 32 bytes each leaves the database. Returns the leaf hashes in the order of their indices.
 */
async function takeQueue(session: Session, log: LockedLog, limit: number): Promise<Uint8Array[]> {
  const { rows } = await session.query(TAKE, [log.logId, log.size, limit]);
  const { found, gone, hashes } = rows[0] ?? {};
  const all = bytes(hashes);
  expectRows(count(gone), count(found), "queue");
  expectRows(all.length / HASH_BYTES, count(found), "leaves");
  return tileHashes(all, 0, count(found));
}

/** Gives queued entries their index. One instance at a time works on a log; any number may run. */
export class Integrator {
  readonly #database: LogDatabase;
  readonly #batch: number;
  readonly #checkOutside: OutsideCheck;
  readonly #edges = new Map<number, RightEdge>();
  #lastServed = 0;

  constructor(options: IntegratorOptions) {
    this.#database = options.database;
    this.#batch = options.batch ?? BATCH;
    this.#checkOutside = options.checkOutside ?? (async () => undefined);
  }

  /**
   * One batch for each log that has work, beginning behind the log served last. Returns how many entries got an index. A
   * log that fails does not keep the others waiting: its error is thrown when all were served.
   */
  async round(): Promise<number> {
    const { rows } = await this.#database.query(
      `select l.log_id from audit_log l where l.frozen_reason is null
         and exists (select 1 from audit_queue q where q.log_id = l.log_id)
       order by l.log_id <= $1, l.log_id`,
      [this.#lastServed],
    );
    let total = 0;
    const failures: unknown[] = [];
    for (const row of rows) {
      this.#lastServed = count(row["log_id"]);
      try {
        total += await this.integrate(this.#lastServed);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return total;
  }

  /** Compares every log with what is outside, so that a database that was set back is noticed before somebody works. */
  async lookOutside(): Promise<void> {
    const { rows } = await this.#database.query("select log_id from audit_log where frozen_reason is null");
    for (const row of rows) {
      const logId = count(row["log_id"]);
      await inTransaction(this.#database, async (session) => {
        const log = await lockLog(session, logId);
        if (log === undefined) return;
        await this.#freezing(session, logId, () => this.#checkOutside(log));
      });
    }
  }

  async #freezing<T>(session: Session, logId: number, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LogDisagreement)) throw error;
      await freezeLog(session, logId, error.message);
      return undefined;
    }
  }

  /** One batch of one log; 0 when there is nothing to do, another instance is at it, or the log is frozen. */
  async integrate(logId: number): Promise<number> {
    const cached = this.#edges.get(logId);
    this.#edges.delete(logId);
    const done = await inTransaction(this.#database, async (session) => {
      const log = await lockLog(session, logId);
      if (log === undefined) return undefined;
      return this.#freezing(session, logId, () => this.#take(session, log, cached));
    });
    if (done !== undefined) this.#edges.set(logId, done.edge);
    return done?.taken ?? 0;
  }

  async #take(
    session: Session,
    log: LockedLog,
    cached: RightEdge | undefined,
  ): Promise<{ edge: RightEdge; taken: number }> {
    const fits = cached !== undefined && cached.size === log.size && equalBytes(rootOfEdge(hasher, cached), log.root);
    if (!fits) await this.#checkOutside(log);
    const edge = fits ? cached : await checkedEdge(session, log);
    const hashes = await takeQueue(session, log, this.#batch);
    if (hashes.length === 0) return { edge, taken: 0 };
    return { edge: await growTree(session, log, edge, hashes), taken: hashes.length };
  }
}
