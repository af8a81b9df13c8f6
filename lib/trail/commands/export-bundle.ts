import { cosignedNote } from "../../audit/checkpoint-rows.ts";
import { nodeCrypto } from "../../audit/crypto-node.ts";
import { bytes, count, type Session } from "../../audit/log-session.ts";
import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { formatPolicy } from "../../merkle/tlog-policy.ts";
import { parseVerifierKey } from "../../merkle/verifier-key.ts";
import { BundleHeadDto, ExportBundleInput } from "../schema.ts";

const MOST_ENTRIES = 5_000;

type Log = { logId: number; vkey: string; size: number; checkpoint: Uint8Array; cosigned: boolean };

/** The newest published checkpoint with cosignatures, or else the newest. */
async function logOf(session: Session, orgId: string): Promise<Log> {
  const { rows } = await session.query(
    `select g.log_id, g.vkey, c.size::text as entries, c.root, c.note, c.cosigned from audit_log g join lateral (
       select k.*, exists (select 1 from audit_cosignature o where o.log_id = k.log_id and o.size = k.size) as cosigned
       from audit_checkpoint k where k.log_id = g.log_id and k.published_at is not null
       order by 7 desc, k.size desc limit 1) c on true
     where g.org_id = $1::uuid and g.current and g.vkey is not null`,
    [orgId],
  );
  const [row] = rows;
  if (row === undefined) {
    throw new AppError("precondition_failed", "There is no signed checkpoint yet. Try again in a moment.");
  }
  const logId = count(row["log_id"]);
  const size = count(row["entries"]);
  const stored = { size, root: bytes(row["root"]), note: bytes(row["note"]), published: true };
  const checkpoint = await cosignedNote(session, logId, stored);
  return { logId, vkey: String(row["vkey"]), size, checkpoint, cosigned: row["cosigned"] === true };
}

async function policyText(session: Session, orgId: string, log: Log): Promise<string> {
  const { rows } = await session.query(
    "select vkey from audit_witness where org_id = $1::uuid and state = 'active' order by id",
    [orgId],
  );
  const keys = rows.map((row) => parseVerifierKey(nodeCrypto.sha256, String(row["vkey"])));
  const witnesses = keys.map((key, at) => ({ name: `w${at + 1}`, key }));
  const grouped = log.cosigned && witnesses.length > 0;
  const groups = grouped ? [{ name: "witnesses", threshold: 1, members: witnesses.map(({ name }) => name) }] : [];
  const logs = [{ key: parseVerifierKey(nodeCrypto.sha256, log.vkey) }];
  return new TextDecoder().decode(formatPolicy({ logs, witnesses, groups, quorum: grouped ? "witnesses" : "none" }));
}

/** The chosen entries and everything else of the same things, under the checkpoint, in the order of the log. */
async function histories(session: Session, orgId: string, log: Log, uuids: readonly string[]) {
  const { rows } = await session.query(
    `select l.idx::text as idx, e.uuid::text as uuid from audit_entry e join audit_leaf l using (entry_id)
     where l.log_id = $1::int and l.idx < $2::bigint and (e.entity_type, e.entity_id) in (
       select x.entity_type, x.entity_id from audit_entry x where x.org_id = $3::uuid and x.uuid = any ($4::text[]::uuid[]))
     order by l.idx limit ${MOST_ENTRIES + 1}`,
    [log.logId, log.size, orgId, [...uuids]],
  );
  if (rows.length > MOST_ENTRIES) {
    throw new AppError("unprocessable", "These things have more than 5,000 entries. Export the whole log instead.");
  }
  const entries = rows.map((row) => ({ index: count(row["idx"]), uuid: String(row["uuid"]) }));
  if (uuids.some((uuid) => !entries.some((entry) => entry.uuid === uuid))) notFound("entry under a signed checkpoint");
  return entries;
}

/** Notes that somebody takes evidence out of the trail, and says what goes into the file; it is streamed afterwards. */
export const exportBundle = defineCommand({
  name: "audit.export_bundle",
  summary: "Export evidence that verifies without Modelkeep: the whole log, or chosen entries with their histories",
  permission: "audit:export",
  http: "POST /audit/exports",
  rawAnswer: ["application/zip"],
  input: ExportBundleInput,
  output: BundleHeadDto,
  async run({ tx, input, ctx }) {
    const session: Session = {
      query: async (sql, params = []) => {
        const rows = await tx.$queryRawUnsafe<Record<string, unknown>[]>(sql, ...params);
        return { rows, rowCount: rows.length };
      },
    };
    const log = await logOf(session, ctx.orgId);
    const entries = input.entries === undefined ? null : await histories(session, ctx.orgId, log, input.entries);
    const facts = { mode: entries === null ? "log" : "entries", size: log.size, entries: input.entries ?? [] };
    return {
      result: {
        fileName: `audit-evidence-${ctx.now().toISOString().slice(0, 10)}.zip`,
        logId: log.logId,
        size: log.size,
        checkpoint: new TextDecoder().decode(log.checkpoint),
        policy: await policyText(session, ctx.orgId, log),
        entries,
      },
      audit: [noted("audit_export", ctx.newId(), facts)],
    };
  },
});
