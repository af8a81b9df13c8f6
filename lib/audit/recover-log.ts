import { equalBytes } from "../merkle/bytes.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { readRoot } from "../merkle/read-proof.ts";
import { appendAll } from "./append.ts";
import { nodeCrypto } from "./crypto-node.ts";
import type { FileStore } from "./file-store.ts";
import { LogDisagreement } from "./freeze.ts";
import { appendToTree, checkedEdge, type LockedLog } from "./integrator.ts";
import { bytes, count, textOrNull, type Session } from "./log-session.ts";
import { raiseHeads, restoreEntries, type RestoredThing } from "./restore-entries.ts";
import { rewindRows } from "./rewind-rows.ts";
import { liftVersions, sessionExec, setBackRecords, type AggregateTables } from "./set-back-things.ts";
import type { Signer } from "./signer.ts";
import { folderCheckpoint } from "./static-folder.ts";
import { tileFetcher } from "./tile-rows.ts";
import { verifyFolder } from "./verify-folder.ts";

const hasher = treeHasher(nodeCrypto.sha256);

export type Recovery = {
  orgId: string;
  files: FileStore;
  signer: Signer;
  tables: AggregateTables;
  newId: () => string;
  now: Date;
};

export type RecoveryReport = { from: number; size: number; replayed: number; made: number; setBack: number };

export type OwnersLog = LockedLog & { vkey: string | null; frozen: string | null };

/** Locks the current log of an organization and every append to any log until the end of the transaction. */
export async function lockAsOwner(session: Session, orgId: string): Promise<OwnersLog> {
  await session.query("lock table audit_head in exclusive mode");
  const { rows } = await session.query(
    `select log_id, origin, size::text as entries, root, vkey, frozen_reason from audit_log
     where org_id = $1::uuid and current for update`,
    [orgId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("this organization has no log");
  const text = (name: string): string | null => textOrNull(row[name]);
  return {
    logId: count(row["log_id"]),
    orgId,
    origin: String(row["origin"]),
    size: count(row["entries"]),
    root: bytes(row["root"]),
    vkey: text("vkey"),
    frozen: text("frozen_reason"),
  };
}

async function storedHashes(session: Session, logId: number, first: number, many: number): Promise<Uint8Array[]> {
  const { rows } = await session.query(
    "select l.leaf_hash from audit_leaf l where l.log_id = $1 and l.idx >= $2 and l.idx < $3 order by l.idx",
    [logId, first, first + many],
  );
  return rows.map((row) => bytes(row["leaf_hash"]));
}

/** A tree whose tiles do not give its root is built again from nothing. */
async function soundTree(session: Session, log: OwnersLog): Promise<OwnersLog> {
  try {
    await checkedEdge(session, log);
    return log;
  } catch (error) {
    if (!(error instanceof LogDisagreement)) throw error;
    await rewindRows(session, log.logId, 0);
    return { ...log, size: 0, root: hasher.empty() };
  }
}

type Replay = { tree: OwnersLog; replayed: number; made: number; things: RestoredThing[] };

/** Puts the folder's leaves behind the common beginning, in their order; what stood there goes back into the queue. */
async function replayFolder(session: Session, log: OwnersLog, files: FileStore, vkey: string): Promise<Replay> {
  const replay: Replay = { tree: await soundTree(session, log), replayed: 0, made: 0, things: [] };
  await verifyFolder(files, vkey, async (first, leaves, hashes) => {
    const stored = await storedHashes(session, log.logId, first, leaves.length);
    const same = hashes.findIndex((hash, place) => !equalBytes(hash, stored[place] ?? new Uint8Array(0)));
    if (same < 0) return;
    const { tree } = replay;
    const start = first + same;
    if (tree.size > start) await rewindRows(session, log.logId, start);
    const restored = await restoreEntries(session, log, leaves.slice(same));
    const { rows } = await session.query("select size::text as entries, root from audit_log where log_id = $1", [
      log.logId,
    ]);
    const at = { ...tree, size: count(rows[0]?.["entries"]), root: bytes(rows[0]?.["root"]) };
    if (at.size !== start) throw new Error(`the log has ${at.size} entries where it should have ${start}`);
    const edge = await appendToTree(session, at, await checkedEdge(session, at), restored.entries);
    replay.tree = { ...at, size: edge.size };
    replay.replayed += restored.entries.length;
    replay.made += restored.made;
    replay.things.push(...restored.things);
  });
  return replay;
}

async function checkRemembered(
  session: Session,
  logId: number,
  who: string,
  tree: { size: number; root: Uint8Array },
): Promise<void> {
  const { rows } = await session.query("select size::text as entries from audit_log where log_id = $1", [logId]);
  const size = count(rows[0]?.["entries"]);
  const fits =
    size >= tree.size &&
    equalBytes(await readRoot(hasher, { size: tree.size, fetchTile: tileFetcher(session, logId) }), tree.root);
  if (fits) return;
  throw new Error(
    `${who} knows a signed log of ${tree.size} entries that cannot be made again here. Start a new log (log new).`,
  );
}

/** Says in the log what happened: one entry for the log, one for each thing that has older values again. */
async function sayRecovered(session: Session, log: OwnersLog, replay: Replay, recovery: Recovery): Promise<number> {
  await raiseHeads(session, log.logId, replay.things);
  const setBack = await setBackRecords(session, replay.things, recovery.tables);
  const after = { databaseHad: log.size, replayed: replay.replayed, madeAgain: replay.made, reason: log.frozen };
  const own = { entityType: "audit_log", entityId: log.orgId, action: "log.recover", schema: 1, before: null, after };
  const appended = await appendAll(sessionExec(session), {
    orgId: log.orgId,
    actor: { type: "operator", ref: "operator" },
    requestId: recovery.newId(),
    at: recovery.now,
    newId: recovery.newId,
    records: [own, ...setBack.map(({ record }) => record)],
  });
  const versions = new Map(appended.map((entry) => [`${entry.entityType} ${entry.entityId}`, entry.version]));
  await liftVersions(session, setBack, versions);
  return setBack.length;
}

/**
 * Recovers a log that stands still, as the database's owner inside one transaction: what the static folder has and the
 * database lost is replayed at the same indices and checked against the signed root; things that have older values again
 * get an entry that says so; then the log goes on. Throws, changing nothing, when that cannot be done.
 */
export async function recoverLog(session: Session, recovery: Recovery): Promise<RecoveryReport> {
  const { signer, files, orgId } = recovery;
  const log = await lockAsOwner(session, orgId);
  const memory = await signer.memory(log.origin);
  if (memory === undefined) throw new Error("The signer's key of this log is not on this machine.");
  const folder = await folderCheckpoint(files, memory.vkey);
  const nothing: Replay = { tree: log, replayed: 0, made: 0, things: [] };
  const replay = folder === undefined ? nothing : await replayFolder(session, log, files, memory.vkey);
  await checkRemembered(session, log.logId, "The signer", memory);
  if (folder !== undefined) await checkRemembered(session, log.logId, "The static folder", folder);
  const setBack = await sayRecovered(session, log, replay, recovery);
  await session.query(
    "update audit_log set frozen_reason = null, signing_problem = null, vkey = coalesce(vkey, $2) where log_id = $1",
    [log.logId, memory.vkey],
  );
  if (folder !== undefined && folder.size > memory.size) await signer.adopt(log.origin, folder);
  const { rows } = await session.query("select size::text as entries from audit_log where log_id = $1", [log.logId]);
  return { from: log.size, size: count(rows[0]?.["entries"]), replayed: replay.replayed, made: replay.made, setBack };
}
