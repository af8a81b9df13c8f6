import { describeNodes } from "../../inventory/queries/describe-nodes.ts";
import { resolveNode } from "../../inventory/queries/resolve-node.ts";
import type { NodeDto } from "../../inventory/assets/schema.ts";
import type { Context } from "../../kernel/context.ts";
import { defineQuery, type Reader } from "../../kernel/query.ts";
import type { z } from "../../zod.ts";
import { LineageDto, type LineageNode, ReadLineageInput } from "../schema.ts";
import { walkLinks, type Reached, type Walk } from "../walk.ts";

const MOST_EDGES = 10_000;

type Edge = z.input<typeof LineageDto>["edges"][number];
type Place = Pick<LineageNode, "side" | "distance" | "via" | "certain">;

/** Where each thing lies; what is reached in both directions has the smaller distance. */
function placesOf(of: NodeDto, up: Walk | null, down: Walk | null): Map<string, Place & { type: Reached["type"] }> {
  const places = new Map<string, Place & { type: Reached["type"] }>();
  places.set(of.id, { type: of.type, side: "start", distance: 0, via: null, certain: true });
  for (const [side, walk] of [
    ["up", up],
    ["down", down],
  ] as const) {
    for (const { id, type, via, distance, certain } of walk?.nearest ?? []) {
      const known = places.get(id);
      if (known === undefined) places.set(id, { type, side, distance, via, certain });
      else if (known.distance > distance) places.set(id, { type, side: "both", distance, via, certain });
      else places.set(id, { ...known, side: "both", certain });
    }
  }
  return places;
}

async function statusesOf(db: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const where = { orgId, id: { in: [...ids] }, status: { not: "" } };
  const rows = await db.asset.findMany({ where, select: { id: true, status: true } });
  return new Map(rows.map(({ id, status }) => [id, status]));
}

async function edgesBetween(
  db: Reader,
  orgId: string,
  places: readonly (readonly [id: string, place: Place])[],
  relations: readonly string[] | undefined,
): Promise<Edge[]> {
  const [row] = await db.$queryRawUnsafe<{ edges: Edge[] }[]>(
    `select coalesce(json_agg(json_build_object(
       'relation', e.relation, 'up', e.up_id, 'down', e.down_id, 'certain', e.certain)), '[]') as edges
     from (select l.relation, l.up_id, l.down_id, true as certain from asset_link l
       where l.org_id = $1::uuid and l.up_id = any ($2::uuid[]) and l.down_id = any ($2::uuid[])
         and ($3::text[] is null or l.relation = any ($3::text[]))
       union all
       select l.relation, a.id, l.down_id, false from asset a
       join asset_link l on l.org_id = $1::uuid and l.up_id = a.parent_id and l.relation <> 'release_of'
       where a.org_id = $1::uuid and a.kind = 'dataset_version' and a.id = any ($2::uuid[])
         and l.down_id = any ($4::uuid[]) and ($3::text[] is null or l.relation = any ($3::text[]))
       order by 2, 3, 1 limit ${String(MOST_EDGES)}) e`,
    orgId,
    places.map(([id]) => id),
    relations === undefined ? null : [...relations],
    places.flatMap(([id, { certain }]) => (certain ? [] : [id])),
  );
  return row?.edges ?? [];
}

async function versionsOf(db: Reader, orgId: string, of: NodeDto): Promise<string[]> {
  if (of.type !== "model") return [];
  const rows = await db.modelVersion.findMany({ where: { orgId, modelId: of.id }, select: { id: true } });
  return rows.map(({ id }) => id);
}

async function describe(db: Reader, ctx: Context, places: ReturnType<typeof placesOf>): Promise<LineageNode[]> {
  const references = [...places].map(([id, { type }]) => ({ type, id }));
  const ids = references.flatMap(({ type, id }) => (type === "deployment" || type === "system" ? [id] : []));
  const [{ items }, statuses] = await Promise.all([
    describeNodes.run({ db, ctx, input: { references } }),
    statusesOf(db, ctx.orgId, ids),
  ]);
  return items.flatMap((node) => {
    const place = places.get(node.id);
    if (place === undefined) return [];
    return [
      {
        ...node,
        side: place.side,
        distance: place.distance,
        via: place.via,
        certain: place.certain,
        status: statuses.get(node.id) ?? "",
      },
    ];
  });
}

const totalsOf = (walk: Walk | null): z.input<typeof LineageDto>["up"] => {
  if (walk === null) return null;
  const { count, complete, byType, live, unsure } = walk;
  return { count, complete, byType, live, unsure };
};

/** What a thing is made from and what trouble in it reaches, with who answers for each. */
export const readLineage = defineQuery({
  name: "lineage.read",
  summary: "Read what a thing is made from and what depends on it",
  permission: "asset:read",
  http: "GET /lineage/{id}",
  input: ReadLineageInput,
  output: LineageDto,
  async run({ db, input, ctx }) {
    const { direction, depth, relation: relations, limit } = input;
    const of = await resolveNode.run({ db, ctx, input: { id: input.id, type: input.type } });
    const start = { id: of.id, type: of.type };
    const asked = { start, depth, relations, limit };
    const [up, down] = await Promise.all([
      direction === "down" ? null : walkLinks(db, ctx.orgId, { ...asked, direction: "up", versions: [] }),
      direction === "up"
        ? null
        : walkLinks(db, ctx.orgId, { ...asked, direction: "down", versions: await versionsOf(db, ctx.orgId, of) }),
    ]);
    const places = placesOf(of, up, down);
    const [nodes, edges] = await Promise.all([
      describe(db, ctx, places),
      edgesBetween(db, ctx.orgId, [...places], relations),
    ]);
    return { of, nodes, edges, up: totalsOf(up), down: totalsOf(down) };
  },
});
