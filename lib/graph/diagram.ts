import type { Assumption, DiagramContent, DiagramElement, Flow, Part, PartValue, Zone } from "./schema.ts";

/** A diagram while it is worked on: its parts by id. Values are never changed in place, only replaced. */
export type Diagram = {
  zone: Map<string, Zone>;
  element: Map<string, DiagramElement>;
  flow: Map<string, Flow>;
  assumption: Map<string, Assumption>;
};

/** The parts of one kind. The map belongs to the diagram. */
export function partsOf<P extends Part>(diagram: Diagram, part: P): Map<string, PartValue[P]> {
  return diagram[part] as unknown as Map<string, PartValue[P]>;
}

/** A diagram from the lists that travel. A later value with the same id wins. */
export function toDiagram(content: DiagramContent): Diagram {
  return {
    zone: new Map(content.zones.map((zone) => [zone.id, zone])),
    element: new Map(content.elements.map((element) => [element.id, element])),
    flow: new Map(content.flows.map((flow) => [flow.id, flow])),
    assumption: new Map(content.assumptions.map((assumption) => [assumption.id, assumption])),
  };
}

/** A diagram without anything in it. */
export function emptyDiagram(): Diagram {
  return { zone: new Map(), element: new Map(), flow: new Map(), assumption: new Map() };
}

/** A copy that can be changed without changing the first; the values are shared. */
export function copyDiagram(diagram: Diagram): Diagram {
  return {
    zone: new Map(diagram.zone),
    element: new Map(diagram.element),
    flow: new Map(diagram.flow),
    assumption: new Map(diagram.assumption),
  };
}

function byId<T extends { id: string }>(values: Iterable<T>): T[] {
  return [...values].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The lists that travel, each in the order of ids, so that equal diagrams give equal lists. */
export function toContent(diagram: Diagram): DiagramContent {
  return {
    zones: byId(diagram.zone.values()),
    elements: byId(diagram.element.values()),
    flows: byId(diagram.flow.values()),
    assumptions: byId(diagram.assumption.values()),
  };
}
