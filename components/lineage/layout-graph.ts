import type { Edge, Placed } from "./graph-moves.ts";

export const NODE_WIDTH = 196;
export const NODE_HEIGHT = 68;

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.spacing.nodeNode": "16",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.cycleBreaking.strategy": "GREEDY",
};

/** Places in pixels for the nodes of a graph, layer by layer from left to right. Throws when the layout fails. */
export async function layoutGraph(ids: readonly string[], edges: readonly Edge[]): Promise<Placed[]> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const known = new Set(ids);
  const drawn = edges.filter(({ up, down }) => known.has(up) && known.has(down));
  const placed = await new Elk().layout({
    id: "lineage",
    layoutOptions: OPTIONS,
    children: ids.map((id) => ({ id, width: NODE_WIDTH, height: NODE_HEIGHT })),
    edges: drawn.map(({ up, down }, index) => ({ id: `e${String(index)}`, sources: [up], targets: [down] })),
  });
  return (placed.children ?? []).map(({ id, x = 0, y = 0 }) => ({ id, x, y }));
}
