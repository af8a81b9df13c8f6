import type { Touched } from "../../graph/apply-batch.ts";
import type { Diagram } from "../../graph/diagram.ts";
import type { Reader } from "../../kernel/query.ts";
import { assumptionValue, elementValue, flowValue, zoneValue } from "./content-rows.ts";

type Tables = Pick<Reader, "diagramZone" | "diagramElement" | "diagramFlow" | "diagramAssumption">;

const byId = <T extends { id: string }>(values: T[]): Map<string, T> => new Map(values.map((one) => [one.id, one]));

/** Everything that stands in a diagram, in the order of ids. */
export async function readContent(db: Tables, diagramId: string): Promise<Diagram> {
  const all = { where: { diagramId }, orderBy: { id: "asc" } } as const;
  const [zones, elements, flows, assumptions] = await Promise.all([
    db.diagramZone.findMany(all),
    db.diagramElement.findMany(all),
    db.diagramFlow.findMany(all),
    db.diagramAssumption.findMany(all),
  ]);
  return {
    zone: byId(zones.map(zoneValue)),
    element: byId(elements.map(elementValue)),
    flow: byId(flows.map(flowValue)),
    assumption: byId(assumptions.map(assumptionValue)),
  };
}

/** The part of a diagram that a batch touches: all zones, and what `touched` names, each in the order of ids. */
export async function readTouched(db: Tables, diagramId: string, touched: Touched): Promise<Diagram> {
  const { elementIds, flowIds, assumptionIds, removedZoneIds } = touched;
  const order = { orderBy: { id: "asc" } } as const;
  const zones = await db.diagramZone.findMany({ where: { diagramId }, ...order });
  const elements =
    elementIds.length + removedZoneIds.length === 0
      ? []
      : await db.diagramElement.findMany({
          where: { diagramId, OR: [{ id: { in: elementIds } }, { zoneId: { in: removedZoneIds } }] },
          ...order,
        });
  const flows =
    elementIds.length + flowIds.length === 0
      ? []
      : await db.diagramFlow.findMany({
          where: {
            diagramId,
            OR: [{ id: { in: flowIds } }, { sourceId: { in: elementIds } }, { targetId: { in: elementIds } }],
          },
          ...order,
        });
  const assumptions =
    assumptionIds.length === 0
      ? []
      : await db.diagramAssumption.findMany({ where: { diagramId, id: { in: assumptionIds } }, ...order });
  return {
    zone: byId(zones.map(zoneValue)),
    element: byId(elements.map(elementValue)),
    flow: byId(flows.map(flowValue)),
    assumption: byId(assumptions.map(assumptionValue)),
  };
}
