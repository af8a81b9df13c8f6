import { middleOf, rectIn, type Scene } from "./scene.ts";

export type Direction = "left" | "right" | "up" | "down";

/** Everything that can be selected, in the order of reading: rows from the top, each from the left; zones after elements. */
export function readingOrder(scene: Scene): string[] {
  const sorted = (rects: Scene["elements"]): string[] =>
    [...rects]
      .map(([id, rect]) => ({ id, ...middleOf(rect) }))
      .toSorted((a, b) => Math.round(a.y / 24) - Math.round(b.y / 24) || a.x - b.x || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
  return [...sorted(scene.elements), ...sorted(scene.zones)];
}

/** The element next to another in a direction: near, and rather straight ahead than to the side. Null when none is there. */
export function neighbourOf(scene: Scene, id: string, direction: Direction): string | null {
  const from = rectIn(scene, id);
  if (from === undefined) return null;
  const start = middleOf(from);
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [other, rect] of scene.elements) {
    if (other === id) continue;
    const to = middleOf(rect);
    const [dx, dy] = [to.x - start.x, to.y - start.y];
    const flat = direction === "left" || direction === "right";
    const ahead = flat ? (direction === "right" ? dx : -dx) : direction === "down" ? dy : -dy;
    const aside = Math.abs(flat ? dy : dx);
    if (ahead <= 1 || aside > ahead * 3) continue;
    const cost = ahead + aside * 2;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}
