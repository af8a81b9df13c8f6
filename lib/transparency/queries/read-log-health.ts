import { textOrNull, type Session } from "../../audit/log-session.ts";
import { env } from "../../env.ts";
import { defineQuery } from "../../kernel/query.ts";
import { currentLog, logUrl, type CurrentLog } from "../current-log.ts";
import { readerSession } from "../reader-session.ts";
import { LogHealthDto, NoInput, WitnessState, type LogHealth } from "../schema.ts";

async function queueOf(
  session: Session,
  logId: number,
  now: Date,
): Promise<Pick<LogHealth, "queued" | "oldestQueuedSeconds">> {
  const { rows } = await session.query(
    `select (select count(*)::int from audit_queue where log_id = $1) as queued,
       (select e.created_at from audit_queue q join audit_entry e using (entry_id) where q.log_id = $1 order by q.entry_id limit 1) as oldest`,
    [logId],
  );
  const oldest = rows[0]?.["oldest"];
  return {
    queued: Number(rows[0]?.["queued"]),
    oldestQueuedSeconds: oldest instanceof Date ? Math.max(0, (now.getTime() - oldest.getTime()) / 1_000) : null,
  };
}

const iso = (value: unknown): string | null => (value instanceof Date ? value.toISOString() : null);

async function checkpointOf(session: Session, log: CurrentLog): Promise<LogHealth["checkpoint"]> {
  const { rows } = await session.query(
    `select size::int8::text as entries, encode(root, 'base64') as root, signed_at, published_at
     from audit_checkpoint where log_id = $1 order by size desc limit 1`,
    [log.logId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    size: Number(row["entries"]),
    root: String(row["root"]),
    signedAt: iso(row["signed_at"]) ?? "",
    publishedAt: iso(row["published_at"]),
    problem: log.problem,
  };
}

async function witnessesOf(session: Session, orgId: string, logId: number): Promise<LogHealth["witnesses"]> {
  const { rows } = await session.query(
    `select w.name, w.state, a.problem, c.size::text as entries, c.at::text as at
     from audit_witness w left join audit_witness_attempt a on a.witness_id = w.id and a.log_id = $2
     left join lateral (select o.size, o.at from audit_cosignature o
       where o.log_id = $2 and o.witness = substring(w.vkey from '^[^+]+[+][0-9a-f]{8}') order by o.size desc limit 1) c on true
     where w.org_id = $1::uuid and w.state <> 'removed' order by w.name, w.id`,
    [orgId, logId],
  );
  return rows.map((row) => ({
    name: String(row["name"]),
    state: WitnessState.parse(row["state"]),
    size: row["entries"] === null ? null : Number(row["entries"]),
    at: row["at"] === null ? null : new Date(Number(row["at"]) * 1_000).toISOString(),
    problem: textOrNull(row["problem"]),
  }));
}

export const readLogHealth = defineQuery({
  name: "audit.health",
  summary:
    "How the organization's log is doing: size, queue, newest checkpoint, witnesses, and whether it stands still",
  permission: "audit:read",
  http: "GET /audit/health",
  input: NoInput,
  output: LogHealthDto,
  async run({ db, ctx }) {
    const session = readerSession(db);
    const log = await currentLog(session, ctx.orgId);
    const [queue, checkpoint, witnesses] = await Promise.all([
      queueOf(session, log.logId, ctx.now()),
      checkpointOf(session, log),
      witnessesOf(session, ctx.orgId, log.logId),
    ]);
    const { origin, vkey, size, frozen } = log;
    return {
      origin,
      vkey,
      logUrl: logUrl(env().MODELKEEP_URL, ctx.orgId),
      size,
      ...queue,
      checkpoint,
      witnesses,
      frozen,
    };
  },
});
