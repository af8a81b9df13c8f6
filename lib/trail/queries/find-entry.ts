import { defineQuery } from "../../kernel/query.ts";
import { isUuid } from "../../kernel/ids.ts";
import { idSource } from "../entry-source.ts";
import { FindEntryInput, FoundEntryDto } from "../schema.ts";

type Hit = { uuid: string; entity_type: string; entity_id: string };

export const findEntry = defineQuery({
  name: "audit.find",
  summary: "Find an entry by its position or id, or what an id belongs to",
  permission: "audit:read",
  http: "GET /audit/find",
  input: FindEntryInput,
  output: FoundEntryDto,
  async run({ db, input, ctx }) {
    const q = input.q.replaceAll(",", "").toLowerCase();
    const ask = (sql: string, value: string): PromiseLike<Hit[]> =>
      db.$queryRawUnsafe<Hit[]>(
        `select e.uuid::text as uuid, e.entity_type, e.entity_id from audit_entry e ${sql} limit 100`,
        ctx.orgId,
        value,
      );
    if (/^\d{1,15}$/.test(q)) {
      const join = "join audit_leaf l using (entry_id) join audit_log g on g.log_id = l.log_id and g.current";
      const [hit] = await ask(`${join} where e.org_id = $1::uuid and g.org_id = e.org_id and l.idx = $2::bigint`, q);
      return { found: hit === undefined ? null : { kind: "entry" as const, uuid: hit.uuid } };
    }
    if (!isUuid(q)) return { found: null };
    const [entry] = await ask("where e.org_id = $1::uuid and e.uuid = $2::uuid", q);
    if (entry !== undefined) return { found: { kind: "entry" as const, uuid: entry.uuid } };
    const { sql, params } = idSource({ orgId: ctx.orgId, entityId: q, filters: [], limit: 1 });
    const [thing] = await db.$queryRawUnsafe<Omit<Hit, "uuid">[]>(
      `select entity_type, entity_id from (${sql}) e`,
      ...params,
    );
    if (thing !== undefined) {
      return { found: { kind: "thing" as const, entityType: thing.entity_type, entityId: thing.entity_id } };
    }
    const request = await ask("where e.org_id = $1::uuid and e.request_id = $2 order by e.entry_id", q);
    if (request.length === 0) return { found: null };
    return { found: { kind: "request" as const, requestId: q, uuids: request.map(({ uuid }) => uuid) } };
  },
});
