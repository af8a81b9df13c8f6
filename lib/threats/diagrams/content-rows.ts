import type { DiagramAssumption, DiagramElement, DiagramFlow, DiagramZone } from "../../db/types.ts";
import type * as graph from "../../graph/schema.ts";

type Place = { diagramId: string; orgId: string };

/** Rows of a diagram's parts as values of the graph, and back. Dates are days. */
export const zoneValue = ({ diagramId: _d, orgId: _o, ...row }: DiagramZone): graph.Zone => row as graph.Zone;

export const elementValue = (row: DiagramElement): graph.DiagramElement => {
  const { diagramId: _d, orgId: _o, boundType, boundId, ...rest } = row;
  const bound = boundType === null || boundId === null ? null : { type: boundType, id: boundId };
  return { ...rest, bound } as graph.DiagramElement;
};

export const flowValue = ({ diagramId: _d, orgId: _o, ...row }: DiagramFlow): graph.Flow => row as graph.Flow;

export const assumptionValue = ({ diagramId: _d, orgId: _o, ...row }: DiagramAssumption): graph.Assumption =>
  ({ ...row, validUntil: row.validUntil?.toISOString().slice(0, 10) ?? null }) as graph.Assumption;

export const zoneRow = (place: Place, zone: graph.Zone) => ({ ...place, ...zone });

export const elementRow = (place: Place, { bound, ...element }: graph.DiagramElement) => ({
  ...place,
  ...element,
  boundType: bound?.type ?? null,
  boundId: bound?.id ?? null,
});

export const flowRow = (place: Place, flow: graph.Flow) => ({ ...place, ...flow });

export const assumptionRow = (place: Place, assumption: graph.Assumption) => ({
  ...place,
  ...assumption,
  validUntil: assumption.validUntil === null ? null : new Date(assumption.validUntil),
});
