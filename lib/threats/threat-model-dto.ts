import type { ThreatModel } from "../db/types.ts";
import { nodesOf } from "../inventory/queries/nodes-of.ts";
import { can } from "../kernel/can.ts";
import type { Context } from "../kernel/context.ts";
import type { Reader } from "../kernel/query.ts";
import { peopleById } from "../people/queries/people-by-id.ts";
import type { z } from "../zod.ts";
import type { ScopeItem } from "./aggregates.ts";
import { severities, type Severity } from "../knowledge/severity.ts";
import type { ThreatModelDto, ThreatModelSummaryDto } from "./schema.ts";
import { reviewStatesOf } from "./review-state.ts";

type Tables = Pick<
  Reader,
  | "threatModelScope"
  | "threatModelVersion"
  | "threat"
  | "threatSession"
  | "diagram"
  | "user"
  | "model"
  | "modelVersion"
  | "asset"
  | "assetLink"
  | "versionArtifact"
  | "diagramZone"
  | "diagramElement"
  | "diagramFlow"
  | "diagramAssumption"
  | "$queryRaw"
>;
type Summary = z.input<typeof ThreatModelSummaryDto>;

function scopes(rows: readonly { threatModelId: string; entityType: string; entityId: string }[]) {
  const byModel = new Map<string, ScopeItem[]>();
  for (const row of rows) {
    const items = byModel.get(row.threatModelId) ?? [];
    items.push({ type: row.entityType as ScopeItem["type"], id: row.entityId });
    byModel.set(row.threatModelId, items);
  }
  return byModel;
}

const none = () => ({ critical: 0, high: 0, medium: 0, low: 0 });

async function openCounts(db: Tables, ids: readonly string[]): Promise<Map<string, Record<Severity, number>>> {
  const rows = await db.threat.groupBy({
    by: ["threatModelId", "severity"],
    where: { threatModelId: { in: [...ids] }, state: "accepted" },
    _count: true,
  });
  const counts = new Map<string, Record<Severity, number>>();
  for (const row of rows) {
    const known = counts.get(row.threatModelId) ?? none();
    const severity = severities.find((one) => one === row.severity);
    if (severity !== undefined) known[severity] = row._count;
    counts.set(row.threatModelId, known);
  }
  return counts;
}

/** Threat models as lists show them, in their order; a number of statements that does not grow with them. */
export async function threatModelSummaries(db: Tables, ctx: Context, rows: readonly ThreatModel[]): Promise<Summary[]> {
  const ids = rows.map(({ id }) => id);
  const scopeRows = await db.threatModelScope.findMany({ where: { threatModelId: { in: ids } } });
  const nodes = await nodesOf(
    db,
    ctx.orgId,
    scopeRows.map((row) => ({ type: row.entityType, id: row.entityId })),
  );
  const people = await peopleById(
    db,
    ctx.orgId,
    rows.map((row) => row.ownerId),
  );
  const byModel = scopes(scopeRows);
  const open = await openCounts(db, ids);
  const running = await db.threatSession.findMany({
    where: { threatModelId: { in: ids }, state: "running" },
    select: { threatModelId: true },
  });
  const inSession = new Set(running.map(({ threatModelId }) => threatModelId));
  const reviews = await reviewStatesOf(db, ctx, rows);
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    stage: row.stage as Summary["stage"],
    state: row.state as Summary["state"],
    owner: row.ownerId === null ? null : (people.get(row.ownerId) ?? null),
    tags: row.tags,
    scope: (byModel.get(row.id) ?? []).flatMap(({ id }) => nodes.get(id) ?? []),
    open: open.get(row.id) ?? none(),
    review: reviews.get(row.id) ?? "never",
    running: inSession.has(row.id),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

/** One threat model with its diagrams and what the actor may do. */
export async function threatModelDto(
  db: Tables,
  ctx: Context,
  row: ThreatModel,
): Promise<z.input<typeof ThreatModelDto>> {
  const [summary] = await threatModelSummaries(db, ctx, [row]);
  if (summary === undefined) throw new Error("a summary for each row");
  const diagrams = await db.$queryRaw<
    { id: string; name: string; version: number; elements: number; updatedAt: Date }[]
  >`
    select d.id::text as id, d.name, d.version, d.updated_at as "updatedAt",
      (select count(*)::int from diagram_element e where e.diagram_id = d.id) as elements
    from diagram d where d.threat_model_id = ${row.id}::uuid and d.state = 'active' order by d.position, d.id`;
  const active = row.state === "active";
  return {
    ...summary,
    packs: row.packs,
    reviewDays: row.reviewDays,
    diagrams: diagrams.map((diagram) => ({ ...diagram, updatedAt: diagram.updatedAt.toISOString() })),
    abilities: {
      edit: active && can(ctx.actor, "threat:write"),
      archive: can(ctx.actor, "threat:write"),
      approve: active && can(ctx.actor, "threat:approve"),
      room: active && can(ctx.actor, "room:edit"),
    },
  };
}
