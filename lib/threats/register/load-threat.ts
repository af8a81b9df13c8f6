import type { Diagram, Threat, Tx } from "../../db/types.ts";
import { invalid, notFound } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";
import { loadThreatModel, requireActive } from "../load-threat-model.ts";

/** The organization's threat of this id. Throws not_found. */
export async function loadThreat(db: Pick<Reader, "threat">, orgId: string, id: string): Promise<Threat> {
  return (await db.threat.findFirst({ where: { id, orgId } })) ?? notFound("threat");
}

/** The threat, kept for this transaction, in a threat model that is in use. Throws not_found and precondition_failed. */
export async function lockThreat(tx: Tx, orgId: string, id: string): Promise<Threat> {
  await tx.$queryRaw`select id from threat where id = ${id}::uuid and org_id = ${orgId}::uuid for update`;
  const threat = await loadThreat(tx, orgId, id);
  requireActive(await loadThreatModel(tx, orgId, threat.threatModelId));
  return threat;
}

type Part = "element" | "flow" | "zone";
/** What a threat points at in a diagram. */
export type Target = { part: Part; id: string; name: string };

/** The diagram of this threat model. Throws invalid_input. */
export async function requireDiagram(tx: Tx, threatModelId: string, id: string): Promise<Diagram> {
  const found = await tx.diagram.findFirst({ where: { id, threatModelId, state: "active" } });
  return found ?? invalid("diagramId", "This threat model has no such diagram.");
}

async function flowName(tx: Tx, diagramId: string, flow: { name: string; sourceId: string; targetId: string }) {
  if (flow.name !== "") return flow.name;
  const ends = await tx.diagramElement.findMany({
    where: { diagramId, id: { in: [flow.sourceId, flow.targetId] } },
    select: { id: true, name: true },
  });
  const nameOf = (id: string): string => ends.find((end) => end.id === id)?.name ?? "?";
  return `${nameOf(flow.sourceId)} → ${nameOf(flow.targetId)}`;
}

/** The element, flow or zone with this id in the diagram, with its name. Throws invalid_input. */
export async function requireTarget(tx: Tx, diagramId: string, id: string): Promise<Target> {
  const where = { diagramId_id: { diagramId, id } };
  const element = await tx.diagramElement.findUnique({ where });
  if (element !== null) return { part: "element", id, name: element.name };
  const flow = await tx.diagramFlow.findUnique({ where });
  if (flow !== null) return { part: "flow", id, name: await flowName(tx, diagramId, flow) };
  const zone = await tx.diagramZone.findUnique({ where });
  if (zone !== null) return { part: "zone", id, name: zone.name };
  return invalid("targetId", "There is no such element, flow or zone in this diagram. Somebody may have removed it.");
}
