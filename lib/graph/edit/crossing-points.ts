import type { Crossing } from "../zones.ts";
import { holds, type Point, type Rect } from "./scene.ts";

/** Where a stretch meets the border of a rectangle, in the order of the stretch. */
function meets(a: Point, b: Point, rect: Rect): Point[] {
  const found: { at: number; point: Point }[] = [];
  const consider = (at: number): void => {
    if (at < 0 || at > 1) return;
    const point = { x: a.x + (b.x - a.x) * at, y: a.y + (b.y - a.y) * at };
    const near = { x: rect.x - 0.01, y: rect.y - 0.01, width: rect.width + 0.02, height: rect.height + 0.02 };
    if (holds(near, point)) found.push({ at, point });
  };
  if (a.x !== b.x) for (const x of [rect.x, rect.x + rect.width]) consider((x - a.x) / (b.x - a.x));
  if (a.y !== b.y) for (const y of [rect.y, rect.y + rect.height]) consider((y - a.y) / (b.y - a.y));
  return found.sort((p, q) => p.at - q.at).map(({ point }) => point);
}

function borderMeets(points: readonly Point[], rect: Rect): Point[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    return next === undefined ? [] : meets(point, next, rect);
  });
}

function halfWay(points: readonly Point[]): Point | undefined {
  const index = Math.max(0, Math.floor(points.length / 2) - 1);
  const [a, b] = [points[index], points[index + 1]];
  return a === undefined || b === undefined ? a : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/**
 * Where to mark that a flow crosses: on the border of each zone that it leaves or enters by membership. A zone whose border
 * the line does not meet (an element drawn outside of its zone) is marked half way, so that no crossing goes unmarked.
 */
export function crossingPoints(
  points: readonly Point[],
  crossing: Crossing,
  zones: ReadonlyMap<string, Rect>,
): readonly Point[] {
  const marks: Point[] = [];
  const mark = (zoneId: string, pick: (found: readonly Point[]) => Point | undefined): void => {
    const rect = zones.get(zoneId);
    const point = (rect === undefined ? undefined : pick(borderMeets(points, rect))) ?? halfWay(points);
    if (point !== undefined && !marks.some(({ x, y }) => x === point.x && y === point.y)) marks.push(point);
  };
  for (const zone of crossing.left) mark(zone.id, (found) => found[0]);
  for (const zone of crossing.entered) mark(zone.id, (found) => found.at(-1));
  return marks;
}
