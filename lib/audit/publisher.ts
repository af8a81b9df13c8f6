import { treeHasher } from "../merkle/hashes.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { readConsistencyProof } from "../merkle/read-proof.ts";
import { cosignedNote, newestCheckpoint } from "./checkpoint-rows.ts";
import { nodeCrypto } from "./crypto-node.ts";
import type { FileStore } from "./file-store.ts";
import { freezeLog, LogDisagreement } from "./freeze.ts";
import { bytes, count, inTransaction, textOrNull, type LogDatabase, type Session } from "./log-session.ts";
import { compareWithMemory } from "./outside.ts";
import { SignerMissing, type Signer, type SignerMemory } from "./signer.ts";
import { folderCheckpoint, folderOrigin, publishFolder } from "./static-folder.ts";
import { asBuffer, tileFetcher } from "./tile-rows.ts";

const hasher = treeHasher(nodeCrypto.sha256);

/** Publishers of one log take turns by this advisory lock (first key), held by a transaction. */
export const PUBLISHER_LOCK = 72_707_370;

export type PublisherOptions = {
  database: LogDatabase;
  signer: Signer;
  /** The static folder of an organization's current log. */
  folder: (orgId: string) => FileStore;
  now?: () => Date;
  /** Least time between two checkpoints of a log; default 1 s. */
  spacingMs?: number;
};

type Log = { logId: number; orgId: string; origin: string; size: number; root: Uint8Array; vkey: string | null };

async function readLog(session: Session, logId: number): Promise<Log | undefined> {
  const { rows } = await session.query(
    `select org_id::text as org_id, origin, size::text as size, root, vkey from audit_log
     where log_id = $1 and frozen_reason is null and pg_try_advisory_xact_lock($2, $1)`,
    [logId, PUBLISHER_LOCK],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    logId,
    orgId: String(row["org_id"]),
    origin: String(row["origin"]),
    size: count(row["size"]),
    root: bytes(row["root"]),
    vkey: textOrNull(row["vkey"]),
  };
}

/** Signs what is committed and publishes it. Any number may run; one at a time works on a log. */
export class Publisher {
  readonly #options: Required<PublisherOptions>;
  readonly #signedAt = new Map<number, number>();

  constructor(options: PublisherOptions) {
    this.#options = { now: () => new Date(), spacingMs: 1_000, ...options };
  }

  /** Signs and publishes every log that moved. Returns how many checkpoints were published. A failing log is left to the next round. */
  async round(report: (logId: number, error: unknown) => void = () => undefined): Promise<number> {
    const { rows } = await this.#options.database.query(
      `select l.log_id from audit_log l left join lateral (
         select size, published_at from audit_checkpoint c where c.log_id = l.log_id order by size desc limit 1) c on true
       where l.frozen_reason is null and l.size > 0 and (c.size is null or c.size < l.size or c.published_at is null)
       order by l.log_id`,
    );
    let published = 0;
    for (const row of rows) {
      const logId = count(row["log_id"]);
      try {
        if (await this.publish(logId)) published += 1;
      } catch (error) {
        report(logId, error);
      }
    }
    return published;
  }

  /** Signs the committed tree of a log if it moved, then publishes its newest checkpoint. False when there was nothing to do. */
  async publish(logId: number): Promise<boolean> {
    const { database } = this.#options;
    try {
      const last = this.#signedAt.get(logId);
      if (last === undefined || performance.now() - last >= this.#options.spacingMs) {
        if (await inTransaction(database, (session) => this.#sign(session, logId)))
          this.#signedAt.set(logId, performance.now());
      }
      return await inTransaction(database, (session) => this.#copy(session, logId));
    } catch (error) {
      if (error instanceof LogDisagreement) {
        await freezeLog(database, logId, error.message);
        return false;
      }
      await this.#noteProblem(logId, error);
      if (error instanceof SignerMissing) return false;
      throw error;
    }
  }

  async #noteProblem(logId: number, error: unknown): Promise<void> {
    const said = error instanceof Error ? error.message : String(error);
    await this.#options.database
      .query("update audit_log set signing_problem = $2 where log_id = $1 and signing_problem is distinct from $2", [
        logId,
        said.slice(0, 500),
      ])
      .catch(() => undefined);
  }

  async #memoryOf(log: Log, hasCheckpoints: boolean): Promise<SignerMemory> {
    const { signer, folder } = this.#options;
    const memory = await signer.memory(log.origin);
    if (memory === undefined && (hasCheckpoints || log.vkey !== null)) {
      throw new SignerMissing("The key of this log is not on this machine; run the worker where it is.");
    }
    if (memory === undefined && (await folderOrigin(folder(log.orgId))) === log.origin) {
      throw new LogDisagreement(
        "The static folder has a signed log, but neither its key nor the database knows of it.",
      );
    }
    const known = memory ?? (await signer.create(log.origin));
    if (log.vkey !== null && known.vkey !== log.vkey) {
      throw new LogDisagreement("The signer's key is not the one that this log is known by.");
    }
    return known;
  }

  async #sign(session: Session, logId: number): Promise<boolean> {
    const log = await readLog(session, logId);
    if (log === undefined || log.size === 0) return false;
    const { origin, size, root } = log;
    const newest = await newestCheckpoint(session, logId, "signed");
    if (newest !== undefined) compareWithMemory(log, { ...newest, who: "The table of checkpoints" });
    if (newest?.size === size) return false;
    const memory = await this.#memoryOf(log, newest !== undefined);
    const folder = await folderCheckpoint(this.#options.folder(log.orgId), memory.vkey);
    if (folder !== undefined) compareWithMemory(log, { ...folder, who: "The static folder" });
    const note = await this.#options.signer.sign({
      origin,
      size,
      root,
      proofFrom: (old) => this.#proof(session, log, old),
    });
    await this.#keep(session, log, { note, vkey: memory.vkey });
    return true;
  }

  /** The proof is made from tiles that were checked against the committed root. Throws LogDisagreement when they do not fit. */
  async #proof(session: Session, log: Log, oldSize: number): Promise<Uint8Array[]> {
    const tree = { size: log.size, root: log.root, fetchTile: tileFetcher(session, log.logId) };
    try {
      return await readConsistencyProof(hasher, oldSize, tree);
    } catch (error) {
      if (!(error instanceof MerkleError)) throw error;
      throw new LogDisagreement(`The stored tree of ${log.size} entries is damaged: ${error.message}.`);
    }
  }

  async #keep(session: Session, log: Log, signed: { note: Uint8Array; vkey: string }): Promise<void> {
    await session.query(
      `insert into audit_checkpoint (log_id, size, root, note, signed_at) values ($1, $2, $3, $4, $5)
       on conflict (log_id, size) do nothing`,
      [log.logId, log.size, asBuffer(log.root), asBuffer(signed.note), this.#options.now().toISOString()],
    );
    await session.query(
      `update audit_log set vkey = $2, signing_problem = null
       where log_id = $1 and (vkey is null or signing_problem is not null)`,
      [log.logId, signed.vkey],
    );
  }

  async #copy(session: Session, logId: number): Promise<boolean> {
    const log = await readLog(session, logId);
    const newest = log === undefined ? undefined : await newestCheckpoint(session, logId, "signed");
    if (log?.vkey == null || newest === undefined || newest.published) return false;
    const files = this.#options.folder(log.orgId);
    const before = await folderCheckpoint(files, log.vkey);
    if (before !== undefined) {
      compareWithMemory(newest, { ...before, who: "The static folder" });
    } else if (((await folderOrigin(files)) ?? log.origin) !== log.origin) {
      throw new Error("The static folder holds another log; move it away.");
    }
    const note = await cosignedNote(session, logId, newest);
    await publishFolder(session, files, { logId, from: before?.size ?? 0, size: newest.size }, note);
    await session.query(
      `with published as (
         update audit_checkpoint set published_at = $3 where log_id = $1 and size = $2 and published_at is null returning 1)
       insert into live_event (org_id, entity_type, entity_id) select $4::uuid, 'audit_log', $1::int::text from published`,
      [logId, newest.size, this.#options.now().toISOString(), log.orgId],
    );
    await session.query(
      "update audit_log set signing_problem = null where log_id = $1 and signing_problem is not null",
      [logId],
    );
    return true;
  }
}
