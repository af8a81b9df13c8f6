import type { NodeType, RelationName } from "../inventory/assets/rules.ts";
import type { Reader } from "../kernel/query.ts";

/** Beyond this many things the walk stops counting. */
export const MOST_COUNTED = 20_000;

export type Reached = { id: string; type: NodeType; via: RelationName; distance: number };

export type Walk = {
  nearest: Reached[];
  count: number;
  complete: boolean;
  byType: { type: NodeType; count: number }[];
  live: number;
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
)
select
  (select count(*)::int from reached) as count,
  (select coalesce(json_agg(json_build_object('type', t.type, 'count', t.count) order by t.type), '[]')
   from (select type, count(*)::int as count from reached group by type) t) as "byType",
  (select count(*)::int from reached r join asset a on a.id = r.id
   where r.type = 'deployment' and a.org_id = $1::uuid and a.state = 'active' and a.status in ('live', 'throttled')) as live,
  (select coalesce(json_agg(json_build_object('id', q.id, 'type', q.type, 'via', q.via, 'distance', q.level)), '[]')
   from (select * from reached order by level, type, id limit $7::int) q) as nearest`;
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
  const found = row ?? { nearest: [], count: 0, byType: [], live: 0 };
  return { ...found, complete: found.count <= MOST_COUNTED };
}
