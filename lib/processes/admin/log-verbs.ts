import { rename } from "node:fs/promises";
import pg from "pg";
import { appendAll } from "../../audit/append.ts";
import { newestCheckpoint } from "../../audit/checkpoint-rows.ts";
import { installedSigner, staticFolder, staticPlace } from "../../audit/engine-places.ts";
import { inTransaction } from "../../audit/log-session.ts";
import { startNewLog } from "../../audit/new-log.ts";
import { lockAsOwner, recoverLog } from "../../audit/recover-log.ts";
import { sessionExec } from "../../audit/set-back-things.ts";
import { folderCheckpoint } from "../../audit/static-folder.ts";
import { verifyFolder } from "../../audit/verify-folder.ts";
import { verifyRows } from "../../audit/verify-rows.ts";
import { env } from "../../env.ts";
import type { Actor } from "../../kernel/actor.ts";
import { AppError } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { encodeBase64 } from "../../merkle/base64.ts";
import { aggregates, replayCheck } from "../../registry.ts";
import { readLogHealth } from "../../transparency/queries/read-log-health.ts";
import { readArguments } from "./arguments.ts";
import { operatorIn, print } from "./organizations.ts";

async function withOwner<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 2 });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** Recoveries explain themselves in plain words; the rest is a fault. */
async function stated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error)) throw error;
    throw new AppError("precondition_failed", error.message, { cause: error });
  }
}

async function logStatus(rest: readonly string[]): Promise<void> {
  const actor = await operatorIn(readArguments(rest, ["org"]).get("org"));
  const health = await runQuery(readLogHealth, { actor, input: {} });
  const memory = await installedSigner().memory(health.origin);
  const folder = health.vkey === null ? undefined : await folderCheckpoint(staticFolder(actor.orgId), health.vkey);
  print(`origin         ${health.origin}`);
  print(`key            ${health.vkey ?? "none yet"}`);
  print(`entries        ${health.size}, waiting ${health.queued}`);
  print(
    `checkpoint     ${health.checkpoint === null ? "none" : `${health.checkpoint.size}, ${health.checkpoint.signedAt}`}`,
  );
  print(`signer         ${memory === undefined ? "its key is not on this machine" : memory.size}`);
  print(`static folder  ${folder === undefined ? "empty" : folder.size} in ${staticPlace(actor.orgId)}`);
  for (const { name, state, size, problem } of health.witnesses) {
    print(`witness        ${name}: ${state}, cosigned ${size ?? "nothing"}${problem === null ? "" : `, ${problem}`}`);
  }
  if (health.checkpoint?.problem) print(`problem        ${health.checkpoint.problem}`);
  print(health.frozen === null ? "The log is at work." : `THE LOG STANDS STILL: ${health.frozen}`);
}

/** Every organization's log with the key to verify it with, one line of JSON each: for auditors and for scripts. */
async function logKeys(rest: readonly string[]): Promise<void> {
  readArguments(rest, []);
  await withOwner(async (pool) => {
    const { rows } = await pool.query<{ org: string; slug: string; origin: string; vkey: string | null }>(
      `select l.org_id::text as org, o.slug, l.origin, l.vkey from audit_log l join organization o on o.id = l.org_id
       where l.current order by o.slug`,
    );
    for (const row of rows) print(JSON.stringify(row));
  });
}

/** Compares the live rows with the log; throws when any differs, so that the exit code says it. */
async function compareRows(actor: Actor): Promise<void> {
  const report = await runQuery(replayCheck.checkReplay, { actor, input: {} });
  print(`Live rows: ${report.compared} compared with the log, ${report.notComparable} not comparable because erased.`);
  if (report.findingCount === 0) return;
  for (const finding of report.findings.slice(0, 50)) {
    print(`  ${finding.kind}: ${finding.entityType} ${finding.entityId}: ${finding.detail}`);
  }
  throw new AppError("unprocessable", `${report.findingCount} rows do not agree with the log.`);
}

async function logVerify(rest: readonly string[]): Promise<void> {
  const actor = await operatorIn(readArguments(rest, ["org"]).get("org"));
  await stated(() =>
    withOwner(async (pool) => {
      const { rows } = await pool.query<{ log_id: number; vkey: string | null }>(
        "select log_id, vkey from audit_log where org_id = $1 and current",
        [actor.orgId],
      );
      const [log] = rows;
      if (log === undefined) throw new Error("this organization has no log");
      const stored = await verifyRows(pool, log.log_id);
      print(`Database: ${stored.size} entries recomputed, root ${encodeBase64(stored.root)}.`);
      if (log.vkey === null) return;
      const folder = await verifyFolder(staticFolder(actor.orgId), log.vkey);
      print(`Static folder: ${folder.size} entries recomputed, root ${encodeBase64(folder.root)}, signature good.`);
    }),
  );
  await compareRows(actor);
}

async function logRecover(rest: readonly string[]): Promise<void> {
  const { orgId } = await operatorIn(readArguments(rest, ["org"]).get("org"));
  const tables = new Map(aggregates.map((each) => [each.type, each.table]));
  const recovery = { orgId, files: staticFolder(orgId), signer: installedSigner(), tables, newId, now: new Date() };
  const report = await stated(() =>
    withOwner((pool) => inTransaction(pool, (session) => recoverLog(session, recovery))),
  );
  print(
    `The database had ${report.from} entries. ${report.replayed} were replayed from the static folder, ${report.made} of them`,
  );
  print(`without their payloads; ${report.setBack} things have older values again, and an entry says so.`);
  print("The log goes on.");
}

async function logNew(rest: readonly string[]): Promise<void> {
  const args = readArguments(rest, ["org", "reason"]);
  const { orgId } = await operatorIn(args.get("org"));
  const input = {
    orgId,
    files: staticFolder(orgId),
    signer: installedSigner(),
    reason: args.need("reason"),
    newId,
    now: new Date(),
  };
  const made = await stated(() => withOwner((pool) => inTransaction(pool, (session) => startNewLog(session, input))));
  const kept = `${staticPlace(orgId)}.${made.oldLogId}`;
  const moved = await rename(staticPlace(orgId), kept).then(
    () => true,
    () => false,
  );
  print(`New log ${made.origin}. Its first entry names the old one.`);
  print(
    moved
      ? `The old log's static folder is now ${kept}. Keep it.`
      : "There was no static folder of the old log to keep.",
  );
}

async function logAdopt(rest: readonly string[]): Promise<void> {
  const { orgId } = await operatorIn(readArguments(rest, ["org"]).get("org"));
  const signer = installedSigner();
  const adopt = async (pool: pg.Pool): Promise<number> =>
    inTransaction(pool, async (session) => {
      const log = await lockAsOwner(session, orgId);
      const memory = await signer.memory(log.origin);
      if (memory === undefined)
        throw new Error(
          "The key of this log is not on this machine. Restore the signer's folder, or start a new log (log new).",
        );
      const stored = await newestCheckpoint(session, log.logId, "signed");
      const folder = await folderCheckpoint(staticFolder(orgId), memory.vkey);
      const trees = [memory, stored, folder].filter((tree) => tree !== undefined).sort((a, b) => b.size - a.size);
      const newest = trees[0] ?? memory;
      await appendAll(sessionExec(session), {
        orgId,
        actor: { type: "operator", ref: "operator" },
        requestId: newId(),
        at: new Date(),
        newId,
        records: [
          {
            entityType: "audit_log",
            entityId: orgId,
            action: "log.adopt_signer",
            schema: 1,
            before: { size: memory.size, root: encodeBase64(memory.root) },
            after: { size: newest.size, root: encodeBase64(newest.root) },
          },
        ],
      });
      await signer.adopt(log.origin, newest);
      return newest.size;
    });
  print(`The signer remembers ${await stated(() => withOwner(adopt))} entries.`);
}

/** Operators' verbs about the audit logs. */
export const logVerbs = [
  {
    words: "log status",
    help: "[--org SLUG]       size, key, checkpoint, witnesses, whether it stands still",
    run: logStatus,
  },
  { words: "log keys", help: "                   every log and its verifier key, as JSON lines", run: logKeys },
  { words: "log verify", help: "[--org SLUG]       recompute it from database and static folder", run: logVerify },
  {
    words: "log recover",
    help: "[--org SLUG]       replay lost entries from the static folder and go on",
    run: logRecover,
  },
  { words: "log new", help: "--reason TEXT [--org SLUG]   a new log whose first entry names the old one", run: logNew },
  {
    words: "log adopt-signer",
    help: "[--org SLUG] start the signer's memory from the newest tree known here",
    run: logAdopt,
  },
] as const;
