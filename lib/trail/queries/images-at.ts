import { defineQuery } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { selectEntries } from "../entry-rows.ts";
import { ImagesAtDto, ImagesAtInput } from "../image-schema.ts";

const MOST_COUNTED = 20_000;

type Found = { entityId: string; uuid: string };
type Row = { total: number; erased: number; page: Found[] };

/** All things of one type, each with its newest entry at that time and whether its image then fits; read once each. */
function imagesSql(having: z.output<typeof ImagesAtInput>["having"]): string {
  const fits = having.map((_, n) => `i.image #>> $${String(6 + 2 * n)}::text[] = any ($${String(7 + 2 * n)}::text[])`);
  return `
with known as (
  select h.entity_id, e.uuid, p.body is null as erased, ${["true", ...fits].join(" and ")} as fits
  from (select h.entity_id, h.log_id from audit_head h join audit_log l using (log_id)
        where l.org_id = $1::uuid and l.current and h.entity_type = $2 order by h.entity_id limit ${String(MOST_COUNTED)}) h
  cross join lateral (
    select e.uuid, e.entry_id from audit_entry e
    where e.log_id = any (array(select log_id from audit_log where org_id = $1::uuid))
      and e.entity_type = $2 and e.entity_id = h.entity_id and e.created_at < $3::timestamptz + interval '1 ms'
    order by e.entity_version desc limit 1) e
  join audit_payload p on p.entry_id = e.entry_id
  cross join lateral (select convert_from(p.body, 'utf8')::jsonb -> 'after' as image) i
)
select (select count(*)::int from known where fits) as total, (select count(*)::int from known where erased) as erased,
  (select coalesce(json_agg(json_build_object('entityId', q.entity_id, 'uuid', q.uuid)), '[]') from (
    select entity_id, uuid from known where fits and ($4::text is null or entity_id > $4::text) order by entity_id limit $5::int) q) as page`;
}

/** What the trail had of all things of one type at an instant, as far as they were so. */
export const imagesAt = defineQuery({
  name: "audit.images_at",
  summary: "The newest entries of all things of a type at or before an instant",
  permission: "audit:history",
  input: ImagesAtInput,
  output: ImagesAtDto,
  async run({ db, input, ctx }) {
    const { entityType, time, having, cursor, limit } = input;
    const wanted = having.flatMap(({ path, anyOf }) => [path, anyOf]);
    const [row] = await db.$queryRawUnsafe<Row[]>(
      imagesSql(having),
      ctx.orgId,
      entityType,
      time,
      cursor ?? null,
      limit + 1,
      ...wanted,
    );
    const { total, erased, page } = row ?? { total: 0, erased: 0, page: [] };
    const shown = page.slice(0, limit);
    const value = `{${shown.map(({ uuid }) => uuid).join(",")}}`;
    const filters = [{ sql: "e.uuid = any (?::uuid[])", value }];
    const entries = shown.length === 0 ? [] : await selectEntries(db, ctx.orgId, { filters, limit });
    const byUuid = new Map(entries.map((entry) => [entry.uuid, entry]));
    return {
      items: shown.flatMap(({ uuid }) => byUuid.get(uuid) ?? []),
      nextCursor: page.length > limit ? (shown.at(-1)?.entityId ?? null) : null,
      total,
      erased,
    };
  },
});
