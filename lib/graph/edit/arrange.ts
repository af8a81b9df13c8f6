import type { Diagram } from "../diagram.ts";
import type { Operation } from "../schema.ts";
import { snapped } from "./add-element.ts";
import { moveTo, outermost } from "./move.ts";
import { around, rectIn, type Point, type Rect, type Scene } from "./scene.ts";

/** Ways to line things up. */
export const arrangements = {
  left: "Align left",
  center: "Align centres",
  right: "Align right",
  top: "Align top",
  middle: "Align middles",
  bottom: "Align bottom",
  across: "Distribute across",
  down: "Distribute down",
} as const;
export type Arrangement = keyof typeof arrangements;

function aligned(rect: Rect, space: Rect, how: Arrangement): Point {
  const { x, y } = rect;
  if (how === "left") return { x: space.x, y };
  if (how === "right") return { x: space.x + space.width - rect.width, y };
  if (how === "center") return { x: Math.round(space.x + (space.width - rect.width) / 2), y };
  if (how === "top") return { x, y: space.y };
  if (how === "bottom") return { x, y: space.y + space.height - rect.height };
  return { x, y: Math.round(space.y + (space.height - rect.height) / 2) };
}

function distributed(rects: readonly (readonly [string, Rect])[], axis: "x" | "y"): Map<string, Point> {
  const size = axis === "x" ? "width" : "height";
  const sorted = rects.toSorted(([, a], [, b]) => a[axis] - b[axis]);
  const first = sorted[0]?.[1];
  const last = sorted.at(-1)?.[1];
  const places = new Map<string, Point>();
  if (first === undefined || last === undefined) return places;
  const filled = sorted.reduce((sum, [, rect]) => sum + rect[size], 0);
  const gap = (last[axis] + last[size] - first[axis] - filled) / Math.max(1, sorted.length - 1);
  let at = first[axis];
  for (const [id, rect] of sorted) {
    const place = Math.round(at);
    places.set(id, axis === "x" ? { x: place, y: rect.y } : { x: rect.x, y: place });
    at += rect[size] + gap;
  }
  return places;
}

/** Lines up two or more things, or puts equal gaps between three or more; fewer are left as they are. */
export function arrange(diagram: Diagram, scene: Scene, ids: readonly string[], how: Arrangement): Operation[] {
  const rects = outermost(diagram, ids).flatMap((id) => {
    const rect = rectIn(scene, id);
    return rect === undefined ? [] : [[id, rect] as const];
  });
  const space = around(rects.map(([, rect]) => rect));
  if (how === "across" || how === "down") {
    return rects.length < 3 ? [] : moveTo(diagram, scene, distributed(rects, how === "across" ? "x" : "y"));
  }
  if (space === null || rects.length < 2) return [];
  return moveTo(diagram, scene, new Map(rects.map(([id, rect]) => [id, aligned(rect, space, how)])));
}

/** What a layout gives back: place and size by id, each counted from the zone it lies in. */
export type Layout = ReadonlyMap<string, Rect>;

/** Puts everything where a layout says; bends drawn by hand are let go. Membership stays as it is. */
export function applyLayout(diagram: Diagram, layout: Layout): Operation[] {
  const operations: Operation[] = [];
  for (const [id, rect] of layout) {
    const [x, y] = [snapped(rect.x), snapped(rect.y)];
    const zone = diagram.zone.get(id);
    const element = diagram.element.get(id);
    if (zone !== undefined) {
      const size = { width: Math.max(snapped(rect.width), 80), height: Math.max(snapped(rect.height), 64) };
      operations.push({ do: "set", part: "zone", id, set: { x, y, ...size } });
    } else if (element !== undefined && (element.x !== x || element.y !== y)) {
      operations.push({ do: "set", part: "element", id, set: { x, y } });
    }
  }
  for (const flow of diagram.flow.values()) {
    if (flow.points.length > 0) operations.push({ do: "set", part: "flow", id: flow.id, set: { points: [] } });
  }
  return operations;
}
