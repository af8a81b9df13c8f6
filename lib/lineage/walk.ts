import type { NodeType, RelationName } from "../inventory/assets/rules.ts";
import type { Reader } from "../kernel/query.ts";

/** Beyond this many things the walk stops counting. */
export const MOST_COUNTED = 20_000;

export type Reached = {
  id: string;
  type: NodeType;
  via: RelationName;
  distance: number;
  /** False where every way leads over data that is stated without a version. */
  certain: boolean;
};

export type Walk = {
  nearest: Reached[];
  count: number;
  complete: boolean;
  byType: { type: NodeType; count: number }[];
  live: number;
  unsure: number;
};

type WalkRequest = {
  start: { id: string; type: NodeType };
  direction: "up" | "down";
  /** The versions of the start, when it is a model and the walk goes down: the first step reaches them as well. */
  versions: readonly string[];
  depth: number;
  relations: readonly RelationName[] | undefined;
  limit: number;
};

/** Who was reached for certain, going up: nothing else is. */
const ALL_CERTAIN = `affected as materialized (select r.*, true as certain from reached r)`;

/**
 * Going down: what states the dataset of a reached version and says no version of it may have used that very version. It
 * is walked on from there, each thing at its least distance over such ways, and counted as not certain.
 */
const ALSO_UNSURE = `sources as materialized (
  select id, level from reached where type = 'dataset_version'
  union all select $2::uuid, 0 where $3::text = 'dataset_version'
), unsure (level, ids, types, vias, seen) as (
  select 0, '{}'::uuid[], '{}'::text[], '{}'::text[], array[$2::uuid] || (select coalesce(array_agg(id), '{}') from reached)
  union all
  select m.level + 1, n.ids, n.types, n.vias, m.seen || n.ids
  from unsure m cross join lateral (
    select coalesce(array_agg(x.id), '{}') as ids, coalesce(array_agg(x.type), '{}') as types,
      coalesce(array_agg(x.via), '{}') as vias from (
      select y.id, min(y.type) as type, min(y.via) as via from (
        select l.down_id as id, l.down_type as type, l.relation as via
        from unnest(m.ids) f join asset_link l on l.org_id = $1::uuid and l.up_id = f
        where $5::text[] is null or l.relation = any ($5::text[])
        union all
        select l.down_id, l.down_type, l.relation from (
          select distinct a.parent_id from (
            select s.id from sources s where s.level = m.level
            union all select u.id from unnest(m.ids, m.types) u (id, type) where u.type = 'dataset_version'
          ) d join asset a on a.id = d.id and a.org_id = $1::uuid
        ) p join asset_link l on l.org_id = $1::uuid and l.up_id = p.parent_id
        where l.relation <> 'release_of' and ($5::text[] is null or l.relation = any ($5::text[]))
      ) y
      where not exists (select from unnest(m.seen) s where s = y.id)
      group by y.id
    ) x offset 0
  ) n
  where m.level < $6::int and cardinality(m.seen) <= ${String(MOST_COUNTED)}
    and (cardinality(m.ids) > 0 or m.level <= (select coalesce(max(level), -1) from sources))
), affected as materialized (
  select r.*, true as certain from reached r
  union all
  select m.level, u.id, u.type, u.via, false from unsure m, unnest(m.ids, m.types, m.vias) u (id, type, via)
)`;

/**
 * Breadth first: each round takes the ends of all links of the round before and drops what was seen, so that every thing
 * comes once, at its least distance, and circles end. `offset 0` keeps the round from being worked out three times.
 */
function walkSql(direction: WalkRequest["direction"]): string {
  const [near, far] = direction === "down" ? ["up", "down"] : ["down", "up"];
  return `
with recursive walk (level, ids, types, vias, seen) as (
  select 0, array[$2::uuid], array[$3::text], array['']::text[], array[$2::uuid]
  union all
  select w.level + 1, n.ids, n.types, n.vias, w.seen || n.ids
  from walk w cross join lateral (
    select array_agg(x.id) as ids, array_agg(x.type) as types, array_agg(x.via) as vias from (
      select y.id, min(y.type) as type, min(y.via) as via from (
        select l.${far}_id as id, l.${far}_type as type, l.relation as via
        from unnest(w.ids) f join asset_link l on l.org_id = $1::uuid and l.${near}_id = f
        where $5::text[] is null or l.relation = any ($5::text[])
        union all
        select v, 'model_version', 'version_of' from unnest($4::uuid[]) v where w.level = 0
      ) y
      where not exists (select from unnest(w.seen) s where s = y.id)
      group by y.id
    ) x offset 0
  ) n
  where w.level < $6::int and n.ids is not null and cardinality(w.seen) <= ${String(MOST_COUNTED)}
), reached as materialized (
  select w.level, u.id, u.type, u.via from walk w, unnest(w.ids, w.types, w.vias) u (id, type, via) where w.level > 0
), ${direction === "down" ? ALSO_UNSURE : ALL_CERTAIN}
select
  (select count(*)::int from affected) as count,
  (select count(*)::int from affected where not certain) as unsure,
  (select coalesce(json_agg(json_build_object('type', t.type, 'count', t.count) order by t.type), '[]')
   from (select type, count(*)::int as count from affected group by type) t) as "byType",
  (select count(*)::int from affected r join asset a on a.id = r.id
   where r.type = 'deployment' and a.org_id = $1::uuid and a.state = 'active' and a.status in ('live', 'throttled')) as live,
  (select coalesce(json_agg(json_build_object('id', q.id, 'type', q.type, 'via', q.via, 'distance', q.level,
     'certain', q.certain)), '[]')
   from (select * from affected order by level, certain desc, type, id limit $7::int) q) as nearest`;
}

/** Walks the links from one thing in one direction. */
export async function walkLinks(db: Reader, orgId: string, request: WalkRequest): Promise<Walk> {
  const { start, direction, versions, depth, relations, limit } = request;
  const [row] = await db.$queryRawUnsafe<Omit<Walk, "complete">[]>(
    walkSql(direction),
    orgId,
    start.id,
    start.type,
    [...versions],
    relations === undefined ? null : [...relations],
    depth,
    limit,
  );
  const found = row ?? { nearest: [], count: 0, byType: [], live: 0, unsure: 0 };
  return { ...found, complete: found.count <= MOST_COUNTED };
}
