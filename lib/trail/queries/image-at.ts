import { defineQuery, type Reader } from "../../kernel/query.ts";
import { selectEntries } from "../entry-rows.ts";
import { ImageAtDto, ImageAtInput } from "../image-schema.ts";
import type { z } from "../../zod.ts";

type Input = z.output<typeof ImageAtInput>;
type Around = { found: string | null; first: Date | null; next: string | null; next_at: Date | null };

/** An entry shows milliseconds and is kept to the microsecond: one that shows the asked time belongs to it. */
const AROUND = `
with mine as (
  select e.uuid, e.entity_version as version, e.created_at as at, e.created_at < $4::timestamptz + interval '1 ms' as before
  from audit_entry e where e.log_id = any (array(select log_id from audit_log where org_id = $1::uuid))
    and e.entity_type = any ($2::text[]) and e.entity_id = $3
)
select (select uuid::text from mine where before order by version desc limit 1) as found, (select min(at) from mine) as first,
  n.uuid::text as next, n.at as next_at
from (select 1) one left join lateral (select uuid, at from mine where not before order by version limit 1) n on true`;

async function around(db: Reader, orgId: string, { entityTypes, entityId, time }: Input): Promise<Around> {
  const rows = await db.$queryRawUnsafe<Around[]>(AROUND, orgId, entityTypes, entityId, time);
  return rows[0] ?? { found: null, first: null, next: null, next_at: null };
}

/** What the trail had of one thing at an instant; other queries wrap it with the check of who may see the thing. */
export const imageAt = defineQuery({
  name: "audit.image_at",
  summary: "The newest entry of one thing at or before an instant",
  permission: "audit:history",
  input: ImageAtInput,
  output: ImageAtDto,
  async run({ db, input, ctx }) {
    const { found, first, next, next_at: nextAt } = await around(db, ctx.orgId, input);
    const filters = [{ sql: "e.uuid = ?::uuid", value: found ?? "" }];
    const [entry] = found === null ? [] : await selectEntries(db, ctx.orgId, { filters, limit: 1 });
    return {
      entry: entry ?? null,
      first: first?.toISOString() ?? null,
      next: next === null || nextAt === null ? null : { uuid: next, at: nextAt.toISOString() },
    };
  },
});
