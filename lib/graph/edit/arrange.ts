import type { Diagram } from "../diagram.ts";
import type { Operation } from "../schema.ts";
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
