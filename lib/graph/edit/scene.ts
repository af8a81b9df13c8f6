import type { Diagram } from "../diagram.ts";
import { sizeOf } from "../kinds.ts";
import type { Zone } from "../schema.ts";
import { zonesAround } from "../zones.ts";

export type Point = { x: number; y: number };
/** Place and size in diagram units, counted from the diagram's own origin. */
export type Rect = Point & { width: number; height: number };
/** Where everything is on the drawing. */
export type Scene = { elements: ReadonlyMap<string, Rect>; zones: ReadonlyMap<string, Rect> };
/** Places (from the zone a thing lies in) and sizes that differ from the diagram while something is being dragged. */
export type Overlay = ReadonlyMap<string, Partial<Rect>>;

const NOTHING: Overlay = new Map();

function zoneRects(zones: ReadonlyMap<string, Zone>, overlay: Overlay): Map<string, Rect> {
  const result = new Map<string, Rect>();
  for (const zone of zones.values()) {
    let { x, y } = { x: 0, y: 0 };
    for (const around of zonesAround(zones, zone.id)) {
      const moved = overlay.get(around.id);
      x += moved?.x ?? around.x;
      y += moved?.y ?? around.y;
    }
    const moved = overlay.get(zone.id);
    result.set(zone.id, { x, y, width: moved?.width ?? zone.width, height: moved?.height ?? zone.height });
  }
  return result;
}

/** Where everything is, in diagram units; `overlay` holds what is being dragged. Cheap enough for every frame. */
export function sceneOf(diagram: Diagram, overlay: Overlay = NOTHING): Scene {
  const zones = zoneRects(diagram.zone, overlay);
  const elements = new Map<string, Rect>();
  for (const element of diagram.element.values()) {
    const origin = element.zoneId === null ? undefined : zones.get(element.zoneId);
    const moved = overlay.get(element.id);
    elements.set(element.id, {
      x: (origin?.x ?? 0) + (moved?.x ?? element.x),
      y: (origin?.y ?? 0) + (moved?.y ?? element.y),
      ...sizeOf(element),
    });
  }
  return { elements, zones };
}

/** The place of an element or zone; undefined when it is neither. */
export function rectIn(scene: Scene, id: string): Rect | undefined {
  return scene.elements.get(id) ?? scene.zones.get(id);
}

/** The middle of a rectangle. */
export function middleOf(rect: Rect): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

/** The smallest rectangle around all of them; null when there are none. */
export function around(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** A rectangle grown by `by` diagram units on each side. */
export function grown(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

/** Whether two rectangles share more than an edge. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether `inner` lies in `outer`, edges included. */
export function within(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Whether a point lies in a rectangle, edges included. */
export function holds(rect: Rect, { x, y }: Point): boolean {
  return x >= rect.x && y >= rect.y && x <= rect.x + rect.width && y <= rect.y + rect.height;
}

/**
 * The innermost zone under a point: the one that lies deepest, the smallest among those equally deep. `except` and what lies
 * in it do not count. Null is the diagram itself.
 */
export function zoneUnder(diagram: Diagram, scene: Scene, point: Point, except?: ReadonlySet<string>): string | null {
  let best: { id: string; depth: number; area: number } | null = null;
  for (const [id, rect] of scene.zones) {
    if (!holds(rect, point)) continue;
    const path = zonesAround(diagram.zone, id);
    if (except !== undefined && path.some((zone) => except.has(zone.id))) continue;
    const found = { id, depth: path.length, area: rect.width * rect.height };
    if (best === null || found.depth > best.depth || (found.depth === best.depth && found.area < best.area)) {
      best = found;
    }
  }
  return best?.id ?? null;
}
