import type { ElkNode } from "elkjs/lib/elk-api.js";
import type { Diagram } from "@/lib/graph/diagram.ts";
import type { Layout } from "@/lib/graph/edit/arrange.ts";
import { sizeOf, type Rect } from "@/lib/graph/edit/scene.ts";

const SPACING = {
  "elk.spacing.nodeNode": "40",
  "elk.spacing.edgeNode": "24",
  "elk.layered.spacing.nodeNodeBetweenLayers": "60",
};
const OPTIONS = {
  ...SPACING,
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.cycleBreaking.strategy": "GREEDY",
};
/** Room in a zone around what lies in it; its name stands at the foot. */
const IN_ZONE = { ...SPACING, "elk.padding": "[top=32,left=32,bottom=48,right=32]" };

function childrenOf(diagram: Diagram, zoneId: string | null): ElkNode[] {
  const zones = [...diagram.zone.values()]
    .filter((zone) => zone.parentId === zoneId)
    .map((zone): ElkNode => ({ id: zone.id, layoutOptions: IN_ZONE, children: childrenOf(diagram, zone.id) }));
  const elements = [...diagram.element.values()]
    .filter((element) => element.zoneId === zoneId)
    .map((element): ElkNode => ({ id: element.id, ...sizeOf(element) }));
  return [...zones, ...elements];
}

function collect(node: ElkNode, found: Map<string, Rect>): void {
  for (const child of node.children ?? []) {
    const { id, x = 0, y = 0, width = 0, height = 0 } = child;
    found.set(id, { x, y, width, height });
    collect(child, found);
  }
}

/** A layout of the whole diagram, layer by layer from top to bottom, zones around what lies in them. Throws when it fails. */
export async function layoutDiagram(diagram: Diagram): Promise<Layout> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const placed = await new Elk().layout({
    id: "diagram",
    layoutOptions: OPTIONS,
    children: childrenOf(diagram, null),
    edges: [...diagram.flow.values()]
      .filter(({ sourceId, targetId }) => sourceId !== targetId)
      .map(({ id, sourceId, targetId }) => ({ id, sources: [sourceId], targets: [targetId] })),
  });
  const found = new Map<string, Rect>();
  collect(placed, found);
  return found;
}
