import { EMPTY_EDGE } from "../merkle/append-leaves.ts";
import { encodeBase64 } from "../merkle/base64.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { appendAll } from "./append.ts";
import { newestCheckpoint } from "./checkpoint-rows.ts";
import { nodeCrypto } from "./crypto-node.ts";
import type { FileStore } from "./file-store.ts";
import { appendToTree } from "./integrator.ts";
import { bytes, count, type Session } from "./log-session.ts";
import { lockAsOwner, type OwnersLog } from "./recover-log.ts";
import { rewindRows } from "./rewind-rows.ts";
import { sessionExec } from "./set-back-things.ts";
import type { Signer } from "./signer.ts";
import { folderCheckpoint } from "./static-folder.ts";
import { asBuffer } from "./tile-rows.ts";

const hasher = treeHasher(nodeCrypto.sha256);

export type NewLog = {
  orgId: string;
  files: FileStore;
  signer: Signer;
  reason: string;
  newId: () => string;
  now: Date;
};

type LastKnown = { size: number; root: string; vkey: string | null };

/** The largest tree that anybody here knows to have been signed. */
async function lastKnown(session: Session, log: OwnersLog, { signer, files }: NewLog): Promise<LastKnown> {
  const memory = await signer.memory(log.origin);
  const vkey = log.vkey ?? memory?.vkey ?? null;
  const folder = vkey === null ? undefined : await folderCheckpoint(files, vkey);
  const stored = await newestCheckpoint(session, log.logId, "signed");
  const trees = [memory, folder, stored].filter((tree) => tree !== undefined);
  const [newest] = trees.sort((a, b) => b.size - a.size);
  return { size: newest?.size ?? 0, root: encodeBase64(newest?.root ?? hasher.empty()), vkey };
}

async function openNext(session: Session, log: OwnersLog): Promise<{ logId: number; origin: string }> {
  const { rows: all } = await session.query("select count(*)::int as n from audit_log where org_id = $1::uuid", [
    log.orgId,
  ]);
  const base = log.origin.slice(0, log.origin.indexOf(log.orgId) + log.orgId.length);
  const origin = `${base}/${count(all[0]?.["n"]) + 1}`;
  await session.query(
    `update audit_log set current = false, frozen_reason = coalesce(frozen_reason, '') || $2 where log_id = $1`,
    [log.logId, ` Replaced by ${origin}.`],
  );
  const { rows } = await session.query(
    "insert into audit_log (org_id, origin, root) values ($1::uuid, $2, $3) returning log_id",
    [log.orgId, origin, asBuffer(hasher.empty())],
  );
  return { logId: count(rows[0]?.["log_id"]), origin };
}

async function firstEntry(session: Session, log: LogPair, input: NewLog, known: LastKnown): Promise<void> {
  const { old, logId, origin } = log;
  const after = {
    origin,
    oldOrigin: old.origin,
    oldSize: known.size,
    oldRoot: known.root,
    oldVkey: known.vkey,
    databaseHad: old.size,
    reason: input.reason,
  };
  const [entry] = await appendAll(sessionExec(session), {
    orgId: input.orgId,
    actor: { type: "operator", ref: "operator" },
    requestId: input.newId(),
    at: input.now,
    newId: input.newId,
    records: [{ entityType: "audit_log", entityId: input.orgId, action: "log.new", schema: 1, before: null, after }],
  });
  const entryId = entry?.entryId ?? "";
  const { rows } = await session.query("select leaf from audit_entry where entry_id = $1", [entryId]);
  const empty = { logId, orgId: input.orgId, origin, size: 0, root: hasher.empty() };
  await appendToTree(session, empty, EMPTY_EDGE, [{ entryId, leaf: bytes(rows[0]?.["leaf"]) }]);
}

type LogPair = { old: OwnersLog; logId: number; origin: string };

/**
 * Starts a new log for an organization, as the database's owner inside one transaction: its first entry names the old
 * log's last signed tree, its size in the database and the reason. Heads are copied, so versions and prev chains go on;
 * entries that were never signed move into the new log. Afterwards the old log's static folder has to be moved away.
 */
export async function startNewLog(session: Session, input: NewLog): Promise<{ oldLogId: number; origin: string }> {
  const old = await lockAsOwner(session, input.orgId);
  const known = await lastKnown(session, old, input);
  const signed = (await newestCheckpoint(session, old.logId, "signed"))?.size ?? 0;
  if (old.size > signed) await rewindRows(session, old.logId, signed);
  const next = await openNext(session, old);
  await session.query(
    `insert into audit_head (log_id, entity_type, entity_id, version, leaf_hash)
     select $2::int, entity_type, entity_id, version, leaf_hash from audit_head where log_id = $1`,
    [old.logId, next.logId],
  );
  await session.query("update audit_queue set log_id = $2 where log_id = $1", [old.logId, next.logId]);
  await firstEntry(session, { old, ...next }, input, known);
  return { oldLogId: old.logId, origin: next.origin };
}
