import { defineQuery, type Reader } from "../../kernel/query.ts";
import { TrailFacetsDto, TrailFacetsInput } from "../schema.ts";

type ActorRow = { type: string; ref: string; name: string | null };

/** The distinct values of an indexed column, by jumping from one to the next: the trail may have millions of entries. */
const jumping = (column: string): string => `
  with recursive t as (
    (select ${column} as v from audit_entry where org_id = $1::uuid order by ${column} limit 1)
    union all
    select (select ${column} from audit_entry where org_id = $1::uuid and ${column} > t.v order by ${column} limit 1)
    from t where t.v is not null)
  select v from t where v is not null limit 500`;

async function actorsOf(db: Reader, orgId: string): Promise<ActorRow[]> {
  return db.$queryRawUnsafe<ActorRow[]>(
    `select e.actor_type as type, d.v as ref, coalesce(u.name, k.name) as name
     from (${jumping("actor_ref")}) d
     cross join lateral (select actor_type from audit_entry where org_id = $1::uuid and actor_ref = d.v limit 1) e
     left join app_user u on e.actor_type = 'user' and u.id::text = d.v and u.org_id = $1::uuid
     left join api_key k on e.actor_type = 'apiKey' and k.id::text = d.v and k.org_id = $1::uuid
     order by coalesce(u.name, k.name, d.v)`,
    orgId,
  );
}

async function typesOf(db: Reader, orgId: string): Promise<{ v: string }[]> {
  return db.$queryRawUnsafe<{ v: string }[]>(
    `with recursive l as (select log_id from audit_log where org_id = $1::uuid), t as (
       select l.log_id, (select min(entity_type) from audit_entry where log_id = l.log_id) as v from l
       union all
       select t.log_id, (select min(entity_type) from audit_entry where log_id = t.log_id and entity_type > t.v)
       from t where t.v is not null)
     select distinct v from t where v is not null order by v`,
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
    const [actors, actions, types, people] = await Promise.all([
      actorsOf(db, ctx.orgId),
      db.$queryRawUnsafe<{ v: string }[]>(jumping("action"), ctx.orgId),
      typesOf(db, ctx.orgId),
      db.$queryRawUnsafe<{ id: string; name: string }[]>(
        `select id::text as id, name from app_user where org_id = $1::uuid
         union all select id::text, name from api_key where org_id = $1::uuid limit 5000`,
        ctx.orgId,
      ),
    ]);
    const fallback: Record<string, string> = { operator: "An operator", anonymous: "Somebody not signed in" };
    return {
      actors: actors.map(({ type, ref, name }) => ({ type, ref, name: name ?? fallback[type] ?? ref })),
      actions: actions.map(({ v }) => v),
      entityTypes: types.map(({ v }) => v),
      names: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    };
  },
});
