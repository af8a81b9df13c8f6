import { defineQuery, type Reader } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { loadModel } from "../load-model.ts";
import { peopleOf } from "../people-of.ts";
import { ModelHistoryDto, ModelHistoryInput, type HistoryEntryDto } from "../schema.ts";

type EntryRow = {
  entry_id: string;
  uuid: string;
  entity_version: number;
  action: string;
  created_at: Date;
  actor_type: string;
  actor_ref: string;
  body: Uint8Array | null;
};
type Image = Record<string, z.core.util.JSONType>;
type Body = { before: Image | null; after: Image | null; reason: string | null };

const ERASED: Body = { before: null, after: null, reason: null };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function readBody(bytes: Uint8Array | null): Body {
  if (bytes === null) return ERASED;
  const { before, after, reason } = JSON.parse(new TextDecoder().decode(bytes)) as Body;
  return { before, after, reason };
}

async function namesOf(db: Reader, orgId: string, rows: readonly EntryRow[], bodies: readonly Body[]): Promise<Map<string, string>> {
  const owners = bodies.flatMap(({ before, after }) => [before?.["ownerId"], after?.["ownerId"]]);
  const ids = [...rows.map((row) => row.actor_ref), ...owners].filter((id) => typeof id === "string" && UUID.test(id));
  const people = await peopleOf(db, orgId, ids as string[]);
  const keyIds = rows.filter((row) => row.actor_type === "apiKey").map((row) => row.actor_ref);
  const keys =
    keyIds.length === 0 ? [] : await db.apiKey.findMany({ where: { orgId, id: { in: keyIds } }, select: { id: true, name: true } });
  return new Map([...[...people].map(([id, { name }]) => [id, name] as const), ...keys.map((key) => [key.id, key.name] as const)]);
}

function toEntry(row: EntryRow, body: Body, names: ReadonlyMap<string, string>): HistoryEntryDto {
  return {
    entryId: row.entry_id,
    uuid: row.uuid,
    version: row.entity_version,
    action: row.action,
    at: row.created_at.toISOString(),
    actor: { type: row.actor_type, ref: row.actor_ref, name: names.get(row.actor_ref) ?? null },
    ...body,
  };
}

/** What happened to one model, newest first, as the trail has it. */
export const readModelHistory = defineQuery({
  name: "model.history",
  summary: "Read what happened to a model",
  permission: "audit:history",
  http: "GET /models/{id}/history",
  input: ModelHistoryInput,
  output: ModelHistoryDto,
  async run({ db, input, ctx }) {
    const model = await loadModel(db, ctx.orgId, input.id);
    const before = input.cursor === undefined ? 2_147_483_647 : Number(input.cursor);
    const rows = await db.$queryRawUnsafe<EntryRow[]>(
      `select e.entry_id::text, e.uuid::text, e.entity_version, e.action, e.created_at, e.actor_type, e.actor_ref, p.body
       from audit_log l
       join audit_entry e on e.log_id = l.log_id and e.entity_type = 'model' and e.entity_id = $2
       left join audit_payload p on p.entry_id = e.entry_id
       where l.org_id = $1::uuid and e.entity_version < $3::int
       order by e.entity_version desc limit $4::int`,
      ctx.orgId,
      model.id,
      before,
      input.limit + 1,
    );
    const page = rows.slice(0, input.limit);
    const bodies = page.map((row) => readBody(row.body));
    const names = await namesOf(db, ctx.orgId, page, bodies);
    const last = page.at(-1);
    return {
      items: page.map((row, index) => toEntry(row, bodies[index] ?? ERASED, names)),
      nextCursor: rows.length > input.limit && last !== undefined ? String(last.entity_version) : null,
      people: Object.fromEntries(names),
    };
  },
});
