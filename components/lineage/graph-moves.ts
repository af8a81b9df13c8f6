export type Placed = { id: string; x: number; y: number };
export type Edge = { up: string; down: string };
export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

const isArrow = (key: string): key is Arrow => key.startsWith("Arrow");

function nearest(from: Placed, candidates: readonly Placed[], weigh: (to: Placed) => number): string | undefined {
  const best = candidates.filter(({ id }) => id !== from.id).toSorted((a, b) => weigh(a) - weigh(b))[0];
  return best?.id;
}

/**
 * The node that an arrow key leads to: left and right follow the links against and with the flow, up and down go to the
 * neighbour in the same column. Undefined when nothing lies there or the key is none of the four.
 */
export function moveFrom(
  key: string,
  current: string,
  graph: { nodes: readonly Placed[]; edges: readonly Edge[] },
): string | undefined {
  const from = graph.nodes.find(({ id }) => id === current);
  if (from === undefined || !isArrow(key)) return undefined;
  const level = (to: Placed): number => Math.abs(to.y - from.y);
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const ends = graph.edges.flatMap(({ up, down }) => {
      if (key === "ArrowRight") return up === current ? [down] : [];
      return down === current ? [up] : [];
    });
    const joined = graph.nodes.filter(({ id }) => ends.includes(id));
    return nearest(from, joined, level);
  }
  const beyond = graph.nodes.filter(({ y }) => (key === "ArrowDown" ? y > from.y : y < from.y));
  return nearest(from, beyond, (to) => Math.abs(to.x - from.x) * 4 + level(to));
}
