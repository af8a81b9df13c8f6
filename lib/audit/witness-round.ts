import { treeHasher } from "../merkle/hashes.ts";
import { readConsistencyProof } from "../merkle/read-proof.ts";
import { parseVerifierKey } from "../merkle/verifier-key.ts";
import { cosignedNote, newestCheckpoint, type CheckpointRow } from "./checkpoint-rows.ts";
import { nodeCrypto } from "./crypto-node.ts";
import type { FileStore } from "./file-store.ts";
import { freezeLog } from "./freeze.ts";
import { bytes, count, inTransaction, type LogDatabase, type Row } from "./log-session.ts";
import { PUBLISHER_LOCK } from "./publisher.ts";
import { folderCheckpoint } from "./static-folder.ts";
import { tileFetcher } from "./tile-rows.ts";
import { submitCheckpoint, type Witness, type WitnessAnswer } from "./witness-client.ts";

const hasher = treeHasher(nodeCrypto.sha256);

const REFRESH_S = 600;
const LONGEST_WAIT_S = 600;

export type WitnessRoundOptions = { database: LogDatabase; folder: (orgId: string) => FileStore; now?: () => Date };

type Due = {
  witness: Witness;
  logId: number;
  orgId: string;
  origin: string;
  logVkey: string;
  failures: number;
  oldSize: number;
};

/**
 * Witnesses whose cosignature is missing on the newest published checkpoint or older than ten minutes, and who may be asked
 * again: their time has come, or somebody has changed them since.
 */
const DUE = `
select w.id::text as id, w.name, w.vkey, w.url, l.log_id, l.org_id::text as org_id, l.origin, l.vkey as log_vkey,
  coalesce(a.failures, 0) as failures,
  coalesce((select max(o.size) from audit_cosignature o where o.log_id = l.log_id and o.witness = k.key), 0)::text as old_size
from audit_witness w
join audit_log l on l.org_id = w.org_id and l.current and l.frozen_reason is null and l.vkey is not null
cross join lateral (select substring(w.vkey from '^[^+]+[+][0-9a-f]{8}') as key) k
join lateral (select c.size from audit_checkpoint c where c.log_id = l.log_id and c.published_at is not null order by c.size desc limit 1) c on true
left join audit_witness_attempt a on a.witness_id = w.id and a.log_id = l.log_id
left join audit_cosignature s on s.log_id = l.log_id and s.size = c.size and s.witness = k.key
where w.state = 'active' and (a.next_at is null or a.next_at <= $1::timestamptz or w.updated_at > a.tried_at or a.next_at > $1::timestamptz + interval '1 hour')
  and (s.at is null or s.at < extract(epoch from $1::timestamptz) - ${REFRESH_S})
order by w.id`;

function dueOf(row: Row): Due {
  const text = (name: string): string => String(row[name]);
  return {
    witness: { id: text("id"), name: text("name"), vkey: text("vkey"), url: text("url") },
    logId: count(row["log_id"]),
    orgId: text("org_id"),
    origin: text("origin"),
    logVkey: text("log_vkey"),
    failures: count(row["failures"]),
    oldSize: count(row["old_size"]),
  };
}

/** Name and key id, by which cosignatures are stored. */
function keyName(vkey: string): string {
  const key = parseVerifierKey(nodeCrypto.sha256, vkey);
  return `${key.name}+${key.id}`;
}

/** Gets cosignatures. Nobody waits for it: checkpoints are published before, and shown with what has come in. */
export class WitnessRound {
  readonly #options: Required<WitnessRoundOptions>;

  constructor(options: WitnessRoundOptions) {
    this.#options = { now: () => new Date(), ...options };
  }

  /** Asks every witness that is due, all at once. Returns how many cosigned. */
  async round(): Promise<number> {
    const { rows } = await this.#options.database.query(DUE, [this.#options.now().toISOString()]);
    const asked = await Promise.all(rows.map(async (row) => this.#ask(dueOf(row))));
    return asked.filter((cosigned) => cosigned).length;
  }

  async #ask(due: Due): Promise<boolean> {
    const { database } = this.#options;
    const { witness, logId, origin, logVkey, oldSize } = due;
    const checkpoint = await newestCheckpoint(database, logId, "published");
    if (checkpoint === undefined) return false;
    const { size, root, note } = checkpoint;
    const proofFrom = (old: number): Promise<Uint8Array[]> =>
      readConsistencyProof(hasher, old, { size, root, fetchTile: tileFetcher(database, logId) });
    const answer = await submitCheckpoint({ witness, origin, logVkey, note, size, oldSize, proofFrom });
    return this.#settle(due, checkpoint, answer);
  }

  async #settle(due: Due, checkpoint: CheckpointRow, answer: WitnessAnswer): Promise<boolean> {
    if (answer.kind === "cosigned") {
      await this.#keep(due, checkpoint, answer);
      await this.#note(due, null);
      await this.#showCosigned(due, checkpoint);
      return true;
    }
    if (answer.kind === "forked") {
      const reason = `Witness ${due.witness.name} refuses the log of ${checkpoint.size} entries because it does not continue the one it has seen`;
      await freezeLog(
        this.#options.database,
        due.logId,
        `${reason}${answer.detail === "" ? "" : ` (${answer.detail})`}.`,
      );
      await this.#note(due, "It has seen another log.");
    } else if (answer.kind === "ahead") {
      await this.#judgeAhead(due, answer);
    } else {
      await this.#note(due, answer.detail, answer.kind === "misconfigured");
    }
    return false;
  }

  /** Another instance may just have sent a newer checkpoint, so what is committed by now decides. */
  async #judgeAhead(due: Due, answer: { size: number; shown: boolean }): Promise<void> {
    const { database } = this.#options;
    const { rows } = await database.query("select size::text as size from audit_log where log_id = $1", [due.logId]);
    const size = count(rows[0]?.["size"]);
    if (answer.size <= size) {
      await this.#note(due, null);
      return;
    }
    const proof = answer.shown ? "It shows a checkpoint signed by this log" : "It shows no such checkpoint";
    await freezeLog(
      database,
      due.logId,
      `Witness ${due.witness.name} says that it has seen ${answer.size} entries, the database has ${size}: the database was set back, for example by restoring a backup. ${proof}.`,
    );
    await this.#note(due, `It says that it has seen ${answer.size} entries.`);
  }

  async #keep(due: Due, checkpoint: CheckpointRow, answer: { line: string; at: number }): Promise<void> {
    await this.#options.database.query(
      `with kept as (
         insert into audit_cosignature (log_id, size, witness, line, at) values ($1, $2, $3, $4, $5)
         on conflict (log_id, size, witness) do update set line = excluded.line, at = excluded.at
         where audit_cosignature.at < excluded.at returning 1)
       insert into live_event (org_id, entity_type, entity_id) select $6::uuid, 'audit_log', $1::int::text from kept`,
      [due.logId, checkpoint.size, keyName(due.witness.vkey), Buffer.from(answer.line, "utf8"), answer.at, due.orgId],
    );
  }

  /** Counts failures and says when to ask again: 1, 2, 4 … seconds, ten minutes at most and when somebody has to act. */
  async #note(due: Due, problem: string | null, slow = false): Promise<void> {
    const failures = problem === null ? 0 : due.failures + 1;
    const wait = slow ? LONGEST_WAIT_S : Math.min(LONGEST_WAIT_S, 2 ** Math.min(failures - 1, 10));
    const now = this.#options.now();
    const next = new Date(now.getTime() + (problem === null ? 0 : wait * 1_000));
    await this.#options.database.query(
      `insert into audit_witness_attempt (witness_id, log_id, org_id, tried_at, failures, next_at, problem)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (witness_id, log_id) do update set tried_at = excluded.tried_at, failures = excluded.failures,
         next_at = excluded.next_at, problem = excluded.problem`,
      [
        due.witness.id,
        due.logId,
        due.orgId,
        now.toISOString(),
        failures,
        next.toISOString(),
        problem?.slice(0, 500) ?? null,
      ],
    );
  }

  /** Puts the cosignatures into the static folder's checkpoint, unless a newer one is there already. */
  async #showCosigned(due: Due, checkpoint: CheckpointRow): Promise<void> {
    const files = this.#options.folder(due.orgId);
    await inTransaction(this.#options.database, async (session) => {
      await session.query("select pg_advisory_xact_lock($1, $2)", [PUBLISHER_LOCK, due.logId]);
      const shown = await folderCheckpoint(files, due.logVkey);
      if (shown?.size !== checkpoint.size || Buffer.compare(bytes(Buffer.from(shown.root)), checkpoint.root) !== 0)
        return;
      await files.write("checkpoint", await cosignedNote(session, due.logId, checkpoint));
    });
  }
}
