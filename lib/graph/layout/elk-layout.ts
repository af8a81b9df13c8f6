import type { Diagram } from "../diagram.ts";
import { sizeOf } from "../kinds.ts";
import { inIdOrder, leastZone, zonePadding, type Box, type Layout, type Point } from "./layout.ts";

/** A graph as the Eclipse Layout Kernel takes and gives it (ELK JSON), as far as it is used here. */
export type ElkGraph = {
  id: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  layoutOptions?: Record<string, string>;
  children?: ElkGraph[];
  edges?: ElkEdge[];
};
type ElkEdge = { id: string; sources: string[]; targets: string[]; sections?: ElkSection[] };
type ElkSection = { id: string; startPoint: Point; endPoint: Point; bendPoints?: Point[] };

/** What elkjs offers: `new Elk()` of `elkjs/lib/elk.bundled.js` is one, in a browser and on a server. */
export type ElkEngine = { layout: (graph: ElkGraph) => Promise<ElkGraph> };

type LayoutDirection = "RIGHT" | "DOWN";

const PADDING =
  `[top=${String(zonePadding.top)},left=${String(zonePadding.side)},` +
  `bottom=${String(zonePadding.bottom)},right=${String(zonePadding.side)}]`;

/** Above so many elements fewer crossings are not worth the wait. */
const LARGE = 100;

function rootOptions(direction: LayoutDirection, size: number): Record<string, string> {
  return {
    "elk.algorithm": "layered",
    "elk.direction": direction,
    "elk.hierarchyHandling": "INCLUDE_CHILDREN",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.json.edgeCoords": "ROOT",
    "elk.json.shapeCoords": "PARENT",
    "elk.padding": "[top=0,left=0,bottom=0,right=0]",
    "elk.spacing.nodeNode": "36",
    "elk.spacing.edgeNode": "20",
    "elk.spacing.edgeEdge": "14",
    "elk.layered.spacing.nodeNodeBetweenLayers": "72",
    "elk.layered.spacing.edgeNodeBetweenLayers": "24",
    // NETWORK_SIMPLEX takes twice as long where flows cross zones.
    "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
    "elk.layered.cycleBreaking.strategy": "GREEDY",
    "elk.layered.unnecessaryBendpoints": "false",
    "elk.layered.thoroughness": size > LARGE ? "1" : "7",
  };
}

const ZONE_OPTIONS = {
  "elk.padding": PADDING,
  "elk.nodeSize.constraints": "MINIMUM_SIZE",
  "elk.nodeSize.minimum": `(${String(leastZone.width)},${String(leastZone.height)})`,
};

/** A diagram as a graph for ELK: zones hold what lies in them; lists in the order of ids, so that the answer is always the same. */
function toElkGraph(diagram: Diagram, direction: LayoutDirection = "RIGHT"): ElkGraph {
  const children = (place: string | null): ElkGraph[] => {
    const lies = (zoneId: string | null): boolean =>
      zoneId === place || (place === null && zoneId !== null && !diagram.zone.has(zoneId));
    const zones = inIdOrder(diagram.zone.values()).filter(({ parentId }) => lies(parentId));
    const elements = inIdOrder(diagram.element.values()).filter(({ zoneId }) => lies(zoneId));
    return [
      ...zones.map((zone): ElkGraph => {
        const inside = children(zone.id);
        const empty = inside.length === 0 ? { width: leastZone.width, height: leastZone.height } : {};
        return { id: zone.id, layoutOptions: ZONE_OPTIONS, children: inside, ...empty };
      }),
      ...elements.map((element): ElkGraph => ({ id: element.id, ...sizeOf(element) })),
    ];
  };
  const edges = inIdOrder(diagram.flow.values())
    .filter(({ sourceId, targetId }) => diagram.element.has(sourceId) && diagram.element.has(targetId))
    .map(({ id, sourceId, targetId }) => ({ id, sources: [sourceId], targets: [targetId] }));
  return {
    id: "diagram",
    layoutOptions: rootOptions(direction, diagram.element.size),
    children: children(null),
    edges,
  };
}

/** Positions from ELK's answer, in whole diagram units. */
function fromElkGraph(diagram: Diagram, graph: ElkGraph): Layout {
  const zones = new Map<string, Box>();
  const elements = new Map<string, Point>();
  const walk = (nodes: readonly ElkGraph[]): void => {
    for (const { id, x = 0, y = 0, width = leastZone.width, height = leastZone.height, children = [] } of nodes) {
      const place = { x: Math.round(x), y: Math.round(y) };
      if (diagram.zone.has(id)) zones.set(id, { ...place, width: Math.ceil(width), height: Math.ceil(height) });
      else elements.set(id, place);
      walk(children);
    }
  };
  walk(graph.children ?? []);
  const rounded = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });
  const bends = (graph.edges ?? []).map(({ id, sections = [] }): [string, Point[]] => [
    id,
    sections.flatMap(({ bendPoints = [] }) => bendPoints.map(rounded)),
  ]);
  return { zones, elements, bends: new Map(bends) };
}

/**
 * A layout by ELK: layered, orthogonal, zones around their contents. It blocks whoever computes it: 150 elements take about a
 * second. Rejects when the engine fails, with its words.
 */
export async function elkLayout(
  engine: ElkEngine,
  diagram: Diagram,
  direction: LayoutDirection = "RIGHT",
): Promise<Layout> {
  return fromElkGraph(diagram, await engine.layout(toElkGraph(diagram, direction)));
}
