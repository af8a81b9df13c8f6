import { defineQuery, type Reader } from "../../kernel/query.ts";
import { asUuid } from "../entry-rows.ts";
import { KINDS } from "../entry-source.ts";
import { TrailFacetsDto, TrailFacetsInput } from "../schema.ts";

const sorted = (values: readonly string[]): string[] => [...new Set(values)].sort();

type ActorRow = { type: string; ref: string; name: string | null };

/** The distinct actors, by jumping from one to the next: the trail may have millions of entries. */
const ACTORS = `
  with recursive t as (
    (select actor_ref as v from audit_entry where org_id = $1::uuid order by actor_ref limit 1)
    union all
    select (select actor_ref from audit_entry where org_id = $1::uuid and actor_ref > t.v order by actor_ref limit 1)
    from t where t.v is not null)
  select v from t where v is not null limit 500`;

async function actorsOf(db: Reader, orgId: string): Promise<ActorRow[]> {
  return db.$queryRawUnsafe<ActorRow[]>(
    `select e.actor_type as type, d.v as ref, coalesce(u.name, k.name) as name
     from (${ACTORS}) d
     cross join lateral (select actor_type from audit_entry where org_id = $1::uuid and actor_ref = d.v limit 1) e
     left join app_user u on u.id = case when e.actor_type = 'user' then ${asUuid("d.v")} end and u.org_id = $1::uuid
     left join api_key k on k.id = case when e.actor_type = 'apiKey' then ${asUuid("d.v")} end and k.org_id = $1::uuid
     order by coalesce(u.name, k.name, d.v)`,
    orgId,
  );
}

/** Who and what occurs in the trail, for its filters, and the names to read its entries with. */
export const trailFacets = defineQuery({
  name: "audit.facets",
  summary: "Who and what occurs in the audit trail, for its filters",
  permission: "audit:read",
  http: "GET /audit/facets",
  input: TrailFacetsInput,
  output: TrailFacetsDto,
  async run({ db, ctx }) {
    const [actors, kinds, people] = await Promise.all([
      actorsOf(db, ctx.orgId),
      db.$queryRawUnsafe<{ entity_type: string; action: string }[]>(KINDS, ctx.orgId),
      db.$queryRawUnsafe<{ id: string; name: string }[]>(
        `select id::text as id, name from app_user where org_id = $1::uuid
         union all select id::text, name from api_key where org_id = $1::uuid limit 5000`,
        ctx.orgId,
      ),
    ]);
    const fallback: Record<string, string> = { operator: "An operator", anonymous: "Somebody not signed in" };
    return {
      actors: actors.map(({ type, ref, name }) => ({ type, ref, name: name ?? fallback[type] ?? ref })),
      actions: sorted(kinds.map(({ action }) => action)),
      entityTypes: sorted(kinds.map(({ entity_type: type }) => type)),
      names: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    };
  },
});
