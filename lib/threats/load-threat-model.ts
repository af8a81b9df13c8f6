import type { Diagram, ThreatModel } from "../db/types.ts";
import { nodesOf } from "../inventory/queries/nodes-of.ts";
import type { Actor } from "../kernel/actor.ts";
import { AppError, invalid, notFound } from "../kernel/errors.ts";
import { isUuid } from "../kernel/ids.ts";
import type { Reader } from "../kernel/query.ts";
import type { ScopeItem } from "./aggregates.ts";

/** The organization's threat model with this id or slug. Throws not_found. */
export async function loadThreatModel(
  db: Pick<Reader, "threatModel">,
  orgId: string,
  id: string,
): Promise<ThreatModel> {
  const where = isUuid(id.toLowerCase()) ? { id: id.toLowerCase() } : { slug: id };
  return (await db.threatModel.findFirst({ where: { orgId, ...where } })) ?? notFound("threat model");
}

/** Throws precondition_failed when it is archived. */
export function requireActive(threatModel: ThreatModel): void {
  if (threatModel.state === "active") return;
  throw new AppError("precondition_failed", "This threat model is archived. Restore it before changing it.");
}

/** The organization's diagram that this actor may see: a guest only the one of the session. Throws not_found. */
export async function loadDiagram(
  db: Pick<Reader, "diagram">,
  wanted: { orgId: string; actor: Actor },
  id: string,
): Promise<Diagram> {
  const { orgId, actor } = wanted;
  if (actor.type === "guest" && actor.diagramId !== id) return notFound("diagram");
  return (await db.diagram.findFirst({ where: { id, orgId, state: "active" } })) ?? notFound("diagram");
}

/** The scope of a threat model, in the order of type and id. */
export async function scopeOf(db: Pick<Reader, "threatModelScope">, threatModelId: string): Promise<ScopeItem[]> {
  const rows = await db.threatModelScope.findMany({ where: { threatModelId } });
  return sortedScope(rows.map((row) => ({ type: row.entityType as ScopeItem["type"], id: row.entityId })));
}

/** Each thing once, in the order of type and id. */
export function sortedScope(scope: readonly ScopeItem[]): ScopeItem[] {
  const unique = new Map(scope.map((item) => [`${item.type} ${item.id}`, { type: item.type, id: item.id }]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** Throws invalid_input unless each thing is in the organization's inventory. */
export async function requireScope(
  db: Parameters<typeof nodesOf>[0],
  orgId: string,
  scope: readonly ScopeItem[],
): Promise<void> {
  const nodes = await nodesOf(db, orgId, scope);
  const missing = scope.findIndex((item) => nodes.get(item.id)?.type !== item.type);
  if (missing >= 0) invalid(`scope.${missing}`, "There is no such thing in the inventory.");
}
