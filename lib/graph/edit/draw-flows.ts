import type { Diagram } from "../diagram.ts";
import type { Flow } from "../schema.ts";
import { crossingOf } from "../zones.ts";
import { crossingPoints } from "./crossing-points.ts";
import { placeLabels, textWidth, type PlacedLabel } from "./place-labels.ts";
import { RectGrid } from "./rect-grid.ts";
import { bendsOf, courseBetween, portOn, sharedStretch, throughBends, type Course, type Side } from "./route-flow.ts";
import { around, grown, middleOf, type Point, type Rect, type Scene } from "./scene.ts";

/** A flow as it is drawn: its line from source to target, where its words stand and where it crosses borders of zones. */
export type DrawnFlow = {
  points: readonly Point[];
  label: PlacedLabel | null;
  crossings: readonly Point[];
};
export type DrawnFlows = ReadonlyMap<string, DrawnFlow>;

type Ends = { flow: Flow; a: Rect; b: Rect; course: Course };
type End = { flowId: string; rect: Rect; side: Side; towards: number; straight: boolean };

/** Distance between two flows at the same side of an element. */
const STEP = 20;
const isFlat = (side: Side): boolean => side === "left" || side === "right";
const isStraight = ({ from, to, at }: Course): boolean => at === null && isFlat(from) === isFlat(to);

function endsOf(flows: Iterable<Flow>, scene: Scene, grid: RectGrid): Ends[] {
  const result: Ends[] = [];
  for (const flow of flows) {
    const a = scene.elements.get(flow.sourceId);
    const b = scene.elements.get(flow.targetId);
    if (a === undefined || b === undefined) continue;
    const space = around([a, b]);
    const near = space === null ? [] : grid.near(grown(space, 24), [flow.sourceId, flow.targetId]);
    const course = flow.sourceId === flow.targetId ? selfCourse(a) : courseBetween(a, b, near);
    result.push({ flow, a, b, course });
  }
  return result;
}

function selfCourse(rect: Rect): Course {
  return { from: "right", to: "right", at: rect.x + rect.width + 24 };
}

/** The places of flows along the sides that they share, so that no two lie on each other. Key: flow id and "from" or "to". */
function portsOf(all: readonly Ends[]): Map<string, number> {
  const groups = new Map<string, { key: string; end: End }[]>();
  const put = (element: string, key: string, end: End): void => {
    const group = `${element} ${end.side}`;
    groups.set(group, [...(groups.get(group) ?? []), { key, end }]);
  };
  for (const { flow, a, b, course } of all) {
    const straight = isStraight(course);
    const towards = (rect: Rect, side: Side): number => (isFlat(side) ? middleOf(rect).y : middleOf(rect).x);
    const base = { flowId: flow.id, straight };
    put(flow.sourceId, `${flow.id} from`, { ...base, rect: a, side: course.from, towards: towards(b, course.from) });
    put(flow.targetId, `${flow.id} to`, { ...base, rect: b, side: course.to, towards: towards(a, course.to) });
  }
  const ports = new Map<string, number>();
  for (const group of groups.values()) spread(group, ports);
  for (const ends of all) if (isStraight(ends.course)) agree(ends, groups, ports);
  return ports;
}

function spread(group: { key: string; end: End }[], ports: Map<string, number>): void {
  const sorted = group.toSorted((p, q) => p.end.towards - q.end.towards || (p.key < q.key ? -1 : 1));
  const first = sorted[0]?.end;
  if (first === undefined) return;
  const length = isFlat(first.side) ? first.rect.height : first.rect.width;
  const middle = isFlat(first.side) ? first.rect.y + length / 2 : first.rect.x + length / 2;
  const count = sorted.length;
  const step = Math.min(STEP, Math.max(2, (length - 16) / Math.max(1, count - 1)));
  const lines = sorted.filter(({ end }) => end.straight);
  const anchored = lines.length === 1 ? sorted.findIndex(({ end }) => end.straight) : (count - 1) / 2;
  const fits = Math.max(anchored, count - 1 - anchored) * step <= length / 2 - 6;
  const pivot = fits ? anchored : (count - 1) / 2;
  for (const [index, { key }] of sorted.entries()) ports.set(key, middle + (index - pivot) * step);
}

/** Both ends of a straight line have one place: that of the side with more flows, as long as it lies on both. */
function agree({ flow, a, b, course }: Ends, groups: ReadonlyMap<string, unknown[]>, ports: Map<string, number>): void {
  const atSource = groups.get(`${flow.sourceId} ${course.from}`)?.length ?? 0;
  const atTarget = groups.get(`${flow.targetId} ${course.to}`)?.length ?? 0;
  const shared = sharedStretch(a, b, isFlat(course.from) ? "y" : "x");
  const spreadTo = ports.get(`${flow.id} ${atTarget > atSource ? "to" : "from"}`);
  const wished = (atSource === 1 && atTarget === 1 ? course.along : spreadTo) ?? shared.from;
  const place = Math.min(Math.max(wished, shared.from + 4), shared.to - 4);
  ports.set(`${flow.id} from`, place);
  ports.set(`${flow.id} to`, place);
}

/** Moves the middle stretches of flows apart where two would lie on each other. */
class Channels {
  readonly #used: { flat: boolean; at: number; from: number; to: number }[] = [];

  free(course: Course, start: Point, end: Point): Course {
    if (course.at === null) return course;
    const flat = isFlat(course.from);
    const [p, q] = flat ? [start.y, end.y] : [start.x, end.x];
    const span = { flat, from: Math.min(p, q), to: Math.max(p, q) };
    for (const shift of [0, 10, -10, 20, -20]) {
      const at = course.at + shift;
      const taken = this.#used.some(
        (used) =>
          used.flat === flat && Math.abs(used.at - at) < 8 && used.from < span.to + 4 && span.from < used.to + 4,
      );
      if (taken) continue;
      this.#used.push({ ...span, at });
      return { ...course, at };
    }
    return course;
  }
}

function linesOf(all: readonly Ends[]): Map<string, Point[]> {
  const ports = portsOf(all.filter(({ flow }) => flow.points.length === 0));
  const channels = new Channels();
  const lines = new Map<string, Point[]>();
  for (const { flow, a, b, course } of all) {
    if (flow.points.length > 0) {
      lines.set(flow.id, throughBends(a, b, flow.points));
      continue;
    }
    const start = portOn(a, course.from, ports.get(`${flow.id} from`) ?? 0);
    const end = portOn(b, course.to, ports.get(`${flow.id} to`) ?? 0);
    lines.set(flow.id, bendsOf(channels.free(course, start, end), start, end));
  }
  return lines;
}

/**
 * Draws flows as lines with right angles around elements, each with the place of its words and of its crossings. What did not
 * change since `before` is the same object. With `only`, just these flows are drawn: for frames while something is dragged.
 */
export function drawFlows(
  diagram: Diagram,
  scene: Scene,
  before: DrawnFlows = new Map(),
  only?: ReadonlySet<string>,
): DrawnFlows {
  const flows = [...diagram.flow.values()].filter((flow) => only === undefined || only.has(flow.id));
  const grid = new RectGrid();
  for (const [id, rect] of scene.elements) grid.add(id, rect);
  const lines = linesOf(endsOf(flows, scene, grid));
  const labels = placeLabels(flows, lines, { grid, zones: scene.zones, footers: footersOf(diagram, scene) });
  const drawn = new Map<string, DrawnFlow>();
  for (const flow of flows) {
    const points = lines.get(flow.id);
    if (points === undefined) continue;
    const crossing = crossingOf(diagram, flow);
    const crossings = crossing === null ? [] : crossingPoints(points, crossing, scene.zones);
    drawn.set(flow.id, { points, label: labels.get(flow.id) ?? null, crossings });
  }
  return kept(drawn, before);
}

/** Where the names of zones stand: nothing else is written there. */
function footersOf(diagram: Diagram, scene: Scene): Rect[] {
  return [...scene.zones].map(([id, { x, y, width, height }]) => {
    const words = textWidth(diagram.zone.get(id)?.name ?? "") + 90;
    return { x: x + 10, y: y + height - 26, width: Math.min(words, width), height: 20 };
  });
}

/** The same flows, with those that did not change as the same objects, so that they need not be drawn again. */
function kept(drawn: Map<string, DrawnFlow>, before: DrawnFlows): DrawnFlows {
  for (const [id, flow] of drawn) {
    const was = before.get(id);
    if (was !== undefined && JSON.stringify(was) === JSON.stringify(flow)) drawn.set(id, was);
  }
  return drawn;
}

/** The line of a flow as SVG path data, with small round corners. */
export function pathOf(points: readonly Point[], radius = 4): string {
  const first = points[0];
  if (first === undefined) return "";
  let path = `M${first.x} ${first.y}`;
  for (const [index, point] of points.entries()) {
    if (index === 0) continue;
    const next = points[index + 1];
    const before = points[index - 1] ?? point;
    if (next === undefined) return `${path}L${point.x} ${point.y}`;
    const into = towards(point, before, radius);
    const out = towards(point, next, radius);
    path += `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
  }
  return path;
}

function towards(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(by, length / 2) / length;
  const round = (value: number): number => Math.round(value * 100) / 100;
  return { x: round(from.x + (to.x - from.x) * part), y: round(from.y + (to.y - from.y) * part) };
}
