import type { Flow } from "../schema.ts";
import type { RectGrid } from "./rect-grid.ts";
import { stretchOf } from "./route-flow.ts";
import { grown, overlap, type Point, type Rect } from "./scene.ts";

/** Where the words of a flow stand: the baseline's point and how they lie to it. */
export type PlacedLabel = Point & { anchor: "start" | "middle" | "end"; text: string };

const HEIGHT = 16;
const LONGEST = 28;
const PARTS = [0.5, 0.35, 0.65, 0.2, 0.8];

/** Text at most `length` characters long; the rest is an ellipsis. */
export function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}

/** About how wide text of 12 px is, in pixels: measured averages of Inter. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) {
    if ("iljtfrI.,:;'|! ()".includes(letter)) width += 3.9;
    else if ("mwMW@".includes(letter)) width += 10;
    else width += letter >= "A" && letter <= "Z" ? 8 : 6.7;
  }
  return width;
}

type Candidate = { label: PlacedLabel; box: Rect; cost: number };

function candidatesOn(a: Point, b: Point, text: string, rank: number): Candidate[] {
  const width = textWidth(text);
  const isFlat = a.y === b.y;
  const length = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
  return PARTS.flatMap((part, order): Candidate[] => {
    const x = Math.round(a.x + (b.x - a.x) * part);
    const y = Math.round(a.y + (b.y - a.y) * part);
    const short = isFlat ? Math.max(0, width + 12 - length) : Math.max(0, HEIGHT + 8 - length);
    const cost = order * 4 + rank * 10 + short * 2;
    if (isFlat) {
      const box = { x: x - width / 2, width, height: HEIGHT };
      return [
        { label: { x, y: y - 6, anchor: "middle", text }, box: { ...box, y: y - 6 - 12 }, cost },
        { label: { x, y: y + 15, anchor: "middle", text }, box: { ...box, y: y + 3 }, cost: cost + 3 },
      ];
    }
    const box = { y: y - 8, width, height: HEIGHT };
    return [
      { label: { x: x + 8, y: y + 4, anchor: "start", text }, box: { ...box, x: x + 8 }, cost },
      { label: { x: x - 8, y: y + 4, anchor: "end", text }, box: { ...box, x: x - 8 - width }, cost: cost + 3 },
    ];
  });
}

function stretches(points: readonly Point[]): [Point, Point][] {
  return points
    .slice(1)
    .map((point, index): [Point, Point] => [points[index] ?? point, point])
    .toSorted(
      ([a, b], [c, d]) => Math.abs(c.x - d.x) + Math.abs(c.y - d.y) - Math.abs(a.x - b.x) - Math.abs(a.y - b.y),
    );
}

/** The four sides of a zone as thin rectangles: words across a border cannot be read. */
function borders({ x, y, width, height }: Rect): Rect[] {
  return [
    { x, y, width, height: 1 },
    { x, y: y + height - 1, width, height: 1 },
    { x, y, width: 1, height },
    { x: x + width - 1, y, width: 1, height },
  ];
}

/**
 * Places the words of flows beside their longest stretches, away from elements, borders of zones, other lines and other
 * words. Flows are taken in the order given; the same input gives the same places.
 */
export function placeLabels(
  flows: readonly Flow[],
  lines: ReadonlyMap<string, readonly Point[]>,
  scene: { grid: RectGrid; zones: ReadonlyMap<string, Rect>; footers: readonly Rect[] },
): Map<string, PlacedLabel> {
  const edges = [...[...scene.zones.values()].flatMap(borders), ...scene.footers];
  const strokes = strokesOf(lines);
  const words: Rect[] = [];
  const placed = new Map<string, PlacedLabel>();
  for (const flow of flows) {
    const points = lines.get(flow.id);
    if (points === undefined || flow.name === "") continue;
    const text = shortened(flow.name, LONGEST);
    const candidates = stretches(points).flatMap(([a, b], rank) => candidatesOn(a, b, text, rank));
    const best = cheapest(candidates, ({ box }) => {
      const room = grown(box, 2);
      const taken = scene.grid.near(grown(box, 8)).length * 200 + count(words, room) * 150;
      const crossed = count(edges, room) * 120 + strokes.near(room, [flow.id]).length * 80;
      return taken + crossed;
    });
    if (best === null) continue;
    words.push(best.box);
    placed.set(flow.id, best.label);
  }
  return placed;
}

function count(rects: readonly Rect[], box: Rect): number {
  let found = 0;
  for (const rect of rects) if (overlap(rect, box)) found += 1;
  return found;
}

function cheapest(candidates: readonly Candidate[], extra: (candidate: Candidate) => number): Candidate | null {
  let best: Candidate | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates.toSorted((a, b) => a.cost - b.cost)) {
    if (candidate.cost >= least) break;
    const cost = candidate.cost + extra(candidate);
    if (cost < least) [best, least] = [candidate, cost];
  }
  return best;
}

function strokesOf(lines: ReadonlyMap<string, readonly Point[]>): StrokeGrid {
  const grid = new StrokeGrid();
  for (const [id, points] of lines) grid.addLine(id, points);
  return grid;
}

/** Lines of flows by place. */
class StrokeGrid {
  readonly #columns = new Map<number, { id: string; rect: Rect }[]>();

  addLine(id: string, points: readonly Point[]): void {
    for (const [index, point] of points.entries()) {
      const next = points[index + 1];
      if (next === undefined) return;
      const rect = grown(stretchOf(point, next), 0.5);
      for (let column = Math.floor(rect.x / 200); column * 200 <= rect.x + rect.width; column += 1) {
        const held = this.#columns.get(column);
        if (held === undefined) this.#columns.set(column, [{ id, rect }]);
        else held.push({ id, rect });
      }
    }
  }

  near(box: Rect, except: readonly string[]): Rect[] {
    const found: Rect[] = [];
    for (let column = Math.floor(box.x / 200); column * 200 <= box.x + box.width; column += 1) {
      for (const { id, rect } of this.#columns.get(column) ?? []) {
        if (!except.includes(id) && overlap(rect, box)) found.push(rect);
      }
    }
    return found;
  }
}
