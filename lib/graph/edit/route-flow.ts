import { middleOf, overlap, type Point, type Rect } from "./scene.ts";

export type Side = "left" | "right" | "top" | "bottom";
/**
 * How a flow runs: the sides it leaves and enters by, and where it turns (`at` is the place of the middle stretch). A straight
 * line has none and lies at `along`.
 */
export type Course = { from: Side; to: Side; at: number | null; along?: number };
/** A course that may be taken; `worse` is what makes it less wished for than its length and turns say. */
type Option = Course & { worse?: number };

/** Distance that a flow keeps from an element that it runs around. */
const CLEAR = 18;
/** How near to an end a flow turns where it cannot turn half way. */
const NEAR = 30;
/** An overlap of two elements that leaves room for a straight line between them. */
const ROOM = 16;

const right = (rect: Rect): number => rect.x + rect.width;
const bottom = (rect: Rect): number => rect.y + rect.height;
const isFlat = (side: Side): boolean => side === "left" || side === "right";

/** The stretch that two elements share along one axis: how long it is and where its middle lies. */
export function sharedStretch(a: Rect, b: Rect, axis: "x" | "y"): { from: number; to: number } {
  const size = axis === "x" ? "width" : "height";
  return { from: Math.max(a[axis], b[axis]), to: Math.min(a[axis] + a[size], b[axis] + b[size]) };
}

function straight(a: Rect, b: Rect): Course[] {
  const found: Course[] = [];
  const put = (from: Side, to: Side, axis: "x" | "y"): void => {
    const shared = sharedStretch(a, b, axis);
    if (shared.to - shared.from < ROOM) return;
    const places = [middleOf(a)[axis], middleOf(b)[axis], (shared.from + shared.to) / 2];
    for (const place of places) {
      const along = Math.min(Math.max(place, shared.from + 4), shared.to - 4);
      if (!found.some((course) => course.from === from && course.along === along)) {
        found.push({ from, to, at: null, along });
      }
    }
  };
  if (bottom(a) <= b.y) put("bottom", "top", "x");
  if (bottom(b) <= a.y) put("top", "bottom", "x");
  if (right(a) <= b.x) put("right", "left", "y");
  if (right(b) <= a.x) put("left", "right", "y");
  return found;
}

/** Courses with one turn: out of a side, into the side at a right angle. */
function corners(a: Rect, b: Rect): Course[] {
  const from = middleOf(a);
  const to = middleOf(b);
  const found: Course[] = [];
  const flat: Side = to.x > from.x ? "right" : "left";
  const steep: Side = to.y > from.y ? "bottom" : "top";
  const awayX = flat === "right" ? to.x > right(a) + CLEAR : to.x < a.x - CLEAR;
  const awayY = steep === "bottom" ? from.y < b.y - CLEAR : from.y > bottom(b) + CLEAR;
  if (awayX && awayY) found.push({ from: flat, to: steep === "bottom" ? "top" : "bottom", at: null });
  const beyondY = steep === "bottom" ? to.y > bottom(a) + CLEAR : to.y < a.y - CLEAR;
  const beyondX = flat === "right" ? from.x < b.x - CLEAR : from.x > right(b) + CLEAR;
  if (beyondX && beyondY) found.push({ from: steep, to: flat === "right" ? "left" : "right", at: null });
  return found;
}

/** Courses with two turns, through the gap between the two or around one side of both. */
function bends(a: Rect, b: Rect): Option[] {
  const found: Option[] = [];
  const through = (from: Side, to: Side, start: number, end: number): void => {
    if (end - start < CLEAR) return;
    const middle = Math.round((start + end) / 2);
    found.push({ from, to, at: middle });
    if (end - start > 90) {
      found.push({ from, to, at: start + NEAR, worse: 90 }, { from, to, at: end - NEAR, worse: 90 });
    }
    const quarter = Math.round((end - start) / 4);
    if (quarter > 60)
      found.push({ from, to, at: start + quarter, worse: 60 }, { from, to, at: end - quarter, worse: 60 });
  };
  through("right", "left", right(a), b.x);
  through("bottom", "top", bottom(a), b.y);
  if (b.x > a.x - 1) found.push({ from: "right", to: "right", at: Math.max(right(a), right(b)) + CLEAR });
  else found.push({ from: "left", to: "left", at: Math.min(a.x, b.x) - CLEAR });
  through("left", "right", right(b), a.x);
  through("top", "bottom", bottom(b), a.y);
  found.push({ from: "top", to: "top", at: Math.min(a.y, b.y) - CLEAR });
  found.push({ from: "bottom", to: "bottom", at: Math.max(bottom(a), bottom(b)) + CLEAR });
  found.push({ from: "left", to: "left", at: Math.min(a.x, b.x) - CLEAR });
  found.push({ from: "right", to: "right", at: Math.max(right(a), right(b)) + CLEAR });
  return found;
}

/** The point on a side of an element; `along` is its coordinate on that side. */
export function portOn(rect: Rect, side: Side, along: number): Point {
  if (side === "left") return { x: rect.x, y: along };
  if (side === "right") return { x: right(rect), y: along };
  return side === "top" ? { x: along, y: rect.y } : { x: along, y: bottom(rect) };
}

/** The corners of a course between two ports, ends included, without needless points. */
export function bendsOf(course: Course, start: Point, end: Point): Point[] {
  const { from, to, at } = course;
  const inner: Point[] = [];
  if (at !== null) {
    if (isFlat(from)) inner.push({ x: at, y: start.y }, { x: at, y: end.y });
    else inner.push({ x: start.x, y: at }, { x: end.x, y: at });
  } else if (isFlat(from) !== isFlat(to)) {
    inner.push(isFlat(from) ? { x: end.x, y: start.y } : { x: start.x, y: end.y });
  }
  return [start, ...inner, end].filter((point, index, all) => {
    const before = all[index - 1];
    return before === undefined || index === all.length - 1 || before.x !== point.x || before.y !== point.y;
  });
}

/** A stretch of a line as a thin rectangle. */
export function stretchOf(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

function lengthOf(points: readonly Point[]): number {
  return points
    .slice(1)
    .reduce(
      (sum, point, i) => sum + Math.abs(point.x - (points[i]?.x ?? 0)) + Math.abs(point.y - (points[i]?.y ?? 0)),
      0,
    );
}

/** What a course costs: its length, its turns, and very much for each element that it would run through. */
function costOf(points: readonly Point[], obstacles: readonly Rect[]): number {
  let cost = lengthOf(points) + (points.length - 2) * 64;
  for (const [index, point] of points.entries()) {
    const next = points[index + 1];
    if (next === undefined) break;
    const stretch = stretchOf(point, next);
    const wide = { x: stretch.x - 1, y: stretch.y - 1, width: stretch.width + 2, height: stretch.height + 2 };
    for (const obstacle of obstacles) if (overlap(wide, obstacle)) cost += 900;
  }
  return cost;
}

function middleOn(rect: Rect, side: Side): number {
  return isFlat(side) ? rect.y + rect.height / 2 : rect.x + rect.width / 2;
}

/** The best course between two elements around what stands between them. Always the same for the same places. */
export function courseBetween(a: Rect, b: Rect, obstacles: readonly Rect[]): Course {
  let best: Course = { from: "right", to: "left", at: null };
  let least = Number.POSITIVE_INFINITY;
  const options: Option[] = [...straight(a, b), ...corners(a, b), ...bends(a, b)];
  for (const { worse = 0, ...course } of options) {
    const start = portOn(a, course.from, course.along ?? middleOn(a, course.from));
    const end = portOn(b, course.to, course.along ?? middleOn(b, course.to));
    const cost = worse + costOf(bendsOf(course, start, end), obstacles);
    if (cost < least) [best, least] = [course, cost];
  }
  return best;
}

/** A way through given bends, from border to border, at right angles where the first and last bend allow it. */
export function throughBends(a: Rect, b: Rect, points: readonly Point[]): Point[] {
  const first = points[0] ?? middleOf(b);
  const last = points.at(-1) ?? middleOf(a);
  return [borderTowards(a, first), ...points, borderTowards(b, last)];
}

function borderTowards(rect: Rect, to: Point): Point {
  if (to.x >= rect.x && to.x <= right(rect)) return { x: to.x, y: to.y < rect.y ? rect.y : bottom(rect) };
  if (to.y >= rect.y && to.y <= bottom(rect)) return { x: to.x < rect.x ? rect.x : right(rect), y: to.y };
  const centre = middleOf(rect);
  return { x: to.x < rect.x ? rect.x : right(rect), y: centre.y };
}
