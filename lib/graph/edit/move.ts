import type { Diagram } from "../diagram.ts";
import type { Operation, Zone } from "../schema.ts";
import { originOf, zonesAround } from "../zones.ts";
import { snapped } from "./add-element.ts";
import { middleOf, rectIn, zoneUnder, type Point, type Rect, type Scene } from "./scene.ts";

/** The zone that something lies in; undefined when the id is neither an element nor a zone. */
export function zoneOf(diagram: Diagram, id: string): string | null | undefined {
  const element = diagram.element.get(id);
  return element === undefined ? diagram.zone.get(id)?.parentId : element.zoneId;
}

/** Those of `ids` that no other of them contains: moving these moves all. Flows are left out. */
export function outermost(diagram: Diagram, ids: Iterable<string>): string[] {
  const chosen = new Set(ids);
  return [...chosen].filter((id) => {
    const zoneId = zoneOf(diagram, id);
    return zoneId !== undefined && !zonesAround(diagram.zone, zoneId).some((zone) => chosen.has(zone.id));
  });
}

function setPlace(diagram: Diagram, id: string, zoneId: string | null, place: Point): Operation[] {
  const origin = originOf(diagram.zone, zoneId);
  const [x, y] = [place.x - origin.x, place.y - origin.y];
  const element = diagram.element.get(id);
  if (element !== undefined) {
    if (element.zoneId === zoneId && element.x === x && element.y === y) return [];
    const set = element.zoneId === zoneId ? { x, y } : { zoneId, x, y };
    return [{ do: "set", part: "element", id, set }];
  }
  const zone = diagram.zone.get(id);
  if (zone === undefined || (zone.parentId === zoneId && zone.x === x && zone.y === y)) return [];
  const set = zone.parentId === zoneId ? { x, y } : { parentId: zoneId, x, y };
  return [{ do: "set", part: "zone", id, set }];
}

/** Bends of flows go along when both ends moved alike, and are let go when only one did. */
function moveBends(diagram: Diagram, moved: ReadonlyMap<string, Point>): Operation[] {
  const shiftOf = (elementId: string): Point | undefined => {
    const own = moved.get(elementId);
    if (own !== undefined) return own;
    const zones = zonesAround(diagram.zone, diagram.element.get(elementId)?.zoneId ?? null);
    return zones.map((zone) => moved.get(zone.id)).find((shift) => shift !== undefined);
  };
  return [...diagram.flow.values()].flatMap((flow): Operation[] => {
    if (flow.points.length === 0) return [];
    const [a, b] = [shiftOf(flow.sourceId), shiftOf(flow.targetId)];
    if (a === undefined && b === undefined) return [];
    const together = a !== undefined && b !== undefined && a.x === b.x && a.y === b.y;
    const points = together ? flow.points.map(({ x, y }) => ({ x: x + a.x, y: y + a.y })) : [];
    return [{ do: "set", part: "flow", id: flow.id, set: { points } }];
  });
}

/**
 * Puts elements and zones at places (of the diagram, not of their zones). The zone that the middle then lies in becomes the
 * zone they belong to, in the same operation as the place. What lies in a moved zone goes along.
 */
export function moveTo(diagram: Diagram, scene: Scene, places: ReadonlyMap<string, Point>): Operation[] {
  const ids = outermost(diagram, places.keys());
  const moved = new Set(ids);
  const shifts = new Map<string, Point>();
  const operations = ids.flatMap((id) => {
    const place = places.get(id);
    const rect = rectIn(scene, id);
    if (place === undefined || rect === undefined) return [];
    const at = middleOf({ ...rect, ...place });
    const zoneId = zoneUnder(diagram, scene, at, moved);
    shifts.set(id, { x: place.x - rect.x, y: place.y - rect.y });
    return setPlace(diagram, id, zoneId, place);
  });
  return operations.length === 0 ? [] : [...operations, ...moveBends(diagram, shifts)];
}

/** Moves by a distance, to the grid. */
export function moveBy(diagram: Diagram, scene: Scene, ids: readonly string[], by: Point): Operation[] {
  const places = new Map<string, Point>();
  for (const id of outermost(diagram, ids)) {
    const rect = rectIn(scene, id);
    if (rect === undefined) continue;
    places.set(id, {
      x: by.x === 0 ? rect.x : snapped(rect.x + by.x),
      y: by.y === 0 ? rect.y : snapped(rect.y + by.y),
    });
  }
  return moveTo(diagram, scene, places);
}

/** Puts an element or zone into another zone by hand: it keeps its place on the drawing when that lies in the zone. */
export function putInZone(diagram: Diagram, scene: Scene, id: string, zoneId: string | null): Operation[] {
  const rect = rectIn(scene, id);
  if (rect === undefined || zoneOf(diagram, id) === zoneId) return [];
  const zone = zoneId === null ? undefined : scene.zones.get(zoneId);
  if (zone === undefined) return setPlace(diagram, id, zoneId, rect);
  const fit = (at: number, size: number, from: number, room: number): number =>
    Math.min(Math.max(at, from + 16), Math.max(from + 16, from + room - size - 16));
  const place = {
    x: fit(rect.x, rect.width, zone.x, zone.width),
    y: fit(rect.y, rect.height, zone.y, zone.height),
  };
  return setPlace(diagram, id, zoneId, place);
}

/**
 * Gives a zone another place and size (counted from the zone it lies in); what lies in it stays where it is on the drawing.
 */
export function resizeZone(diagram: Diagram, zone: Zone, to: Rect): Operation[] {
  const { x, y, width, height } = to;
  if (x === zone.x && y === zone.y && width === zone.width && height === zone.height) return [];
  const [dx, dy] = [x - zone.x, y - zone.y];
  const operations: Operation[] = [{ do: "set", part: "zone", id: zone.id, set: { x, y, width, height } }];
  if (dx === 0 && dy === 0) return operations;
  for (const inner of diagram.zone.values()) {
    if (inner.parentId !== zone.id) continue;
    operations.push({ do: "set", part: "zone", id: inner.id, set: { x: inner.x - dx, y: inner.y - dy } });
  }
  for (const inner of diagram.element.values()) {
    if (inner.zoneId !== zone.id) continue;
    operations.push({ do: "set", part: "element", id: inner.id, set: { x: inner.x - dx, y: inner.y - dy } });
  }
  return operations;
}
