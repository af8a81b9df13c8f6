import { bytes, type Row } from "../../audit/log-session.ts";
import { defineQuery } from "../../kernel/query.ts";
import { currentLog } from "../current-log.ts";
import { readerSession } from "../reader-session.ts";
import { CheckpointPage, ListCheckpointsInput } from "../schema.ts";

const iso = (value: unknown): string | null => (value instanceof Date ? value.toISOString() : null);
const utf8 = (value: unknown): string => new TextDecoder().decode(bytes(value));

type Cosignature = { entries: number; line: string; witness: string; name: string; at: string };

const cosignatureOf = (row: Row): Cosignature => ({
  entries: Number(row["entries"]),
  line: utf8(row["line"]),
  witness: String(row["witness"]),
  name: String(row["name"] ?? row["witness"]),
  at: new Date(Number(row["at"]) * 1_000).toISOString(),
});

export const listCheckpoints = defineQuery({
  name: "audit.checkpoints",
  summary: "Signed checkpoints of the organization's log with their cosignatures, newest first",
  permission: "audit:read",
  http: "GET /audit/checkpoints",
  input: ListCheckpointsInput,
  output: CheckpointPage,
  async run({ db, input, ctx }) {
    const session = readerSession(db);
    const { logId } = await currentLog(session, ctx.orgId);
    const { rows } = await session.query(
      `select size::text as entries, encode(root, 'base64') as root, note, signed_at, published_at from audit_checkpoint
       where log_id = $1 and size < $2::bigint order by size desc limit $3::int`,
      [logId, input.cursor ?? Number.MAX_SAFE_INTEGER, input.limit + 1],
    );
    const page = rows.slice(0, input.limit);
    const found = await session.query(
      `select c.size::text as entries, c.line, c.witness, c.at::text as at, w.name from audit_cosignature c
       left join audit_witness w on w.org_id = $2::uuid and w.state <> 'removed' and substring(w.vkey from '^[^+]+[+][0-9a-f]{8}') = c.witness
       where c.log_id = $1 and c.size = any ($3::text[]::bigint[]) order by c.at, c.witness`,
      [logId, ctx.orgId, page.map((row) => String(row["entries"]))],
    );
    const cosignatures = found.rows.map(cosignatureOf);
    const items = page.map((row) => {
      const size = Number(row["entries"]);
      const own = cosignatures.filter((each) => each.entries === size);
      return {
        size,
        root: String(row["root"]),
        signedAt: iso(row["signed_at"]) ?? "",
        publishedAt: iso(row["published_at"]),
        note: utf8(row["note"]) + own.map((each) => each.line).join(""),
        cosignatures: own.map(({ witness, name, at }) => ({ witness, name, at })),
      };
    });
    return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.size ?? null) : null };
  },
});
