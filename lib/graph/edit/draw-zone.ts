import type { Diagram } from "../diagram.ts";
import type { Operation, Zone } from "../schema.ts";
import { originOf, zonesAround } from "../zones.ts";
import { snapped } from "./add-element.ts";
import { outermost, zoneOf } from "./move.ts";
import { around, middleOf, rectIn, within, zoneUnder, type Rect, type Scene } from "./scene.ts";

/** Room between a zone's border and what lies in it; more below, where the name stands. */
const PAD = 24;
const FOOT = 40;

/** A zone with everything that is not given left plain. */
export function plainZone(given: Pick<Zone, "id"> & Partial<Zone>): Zone {
  return {
    parentId: null,
    name: "Trust zone",
    description: "",
    trust: 2,
    x: 0,
    y: 0,
    width: 360,
    height: 240,
    externalId: null,
    ...given,
  };
}

/** The innermost zone that holds all of them. */
function sharedZone(diagram: Diagram, ids: readonly string[]): string | null {
  const paths = ids.map((id) => zonesAround(diagram.zone, zoneOf(diagram, id) ?? null).map((zone) => zone.id));
  const [first = [], ...others] = paths;
  return first.find((id) => others.every((path) => path.includes(id))) ?? null;
}

function enclose(diagram: Diagram, scene: Scene, ids: readonly string[], zone: Zone): Operation[] {
  const origin = originOf(diagram.zone, zone.parentId);
  const corner = { x: zone.x + origin.x, y: zone.y + origin.y };
  const operations: Operation[] = [{ do: "add", part: "zone", value: zone }];
  for (const id of ids) {
    const rect = rectIn(scene, id);
    if (rect === undefined) continue;
    const place = { x: rect.x - corner.x, y: rect.y - corner.y };
    if (diagram.element.has(id))
      operations.push({ do: "set", part: "element", id, set: { zoneId: zone.id, ...place } });
    else operations.push({ do: "set", part: "zone", id, set: { parentId: zone.id, ...place } });
  }
  return operations;
}

/**
 * Draws a zone around elements and zones, inside the innermost zone that holds them all and one level more trusted than it.
 * Nothing when there is nothing to draw around.
 */
export function zoneAround(diagram: Diagram, scene: Scene, ids: readonly string[], id: string): Operation[] {
  const chosen = outermost(diagram, ids);
  const space = around(chosen.flatMap((one) => rectIn(scene, one) ?? []));
  if (space === null) return [];
  const parentId = sharedZone(diagram, chosen);
  const origin = originOf(diagram.zone, parentId);
  const zone = plainZone({
    id,
    parentId,
    trust: nextTrust(diagram, parentId),
    x: space.x - PAD - origin.x,
    y: space.y - PAD - origin.y,
    width: space.width + 2 * PAD,
    height: space.height + PAD + FOOT,
  });
  return enclose(diagram, scene, chosen, zone);
}

function nextTrust(diagram: Diagram, parentId: string | null): Zone["trust"] {
  const outside = parentId === null ? 1 : (diagram.zone.get(parentId)?.trust ?? 1);
  const next = Math.min(4, outside + 1);
  return next === 1 || next === 2 || next === 3 ? next : 4;
}

/** Draws a zone as a rectangle; what lies wholly in it and in the same zone as the rectangle's middle goes into it. */
export function zoneFromRect(diagram: Diagram, scene: Scene, drawn: Rect, id: string): Operation[] {
  const rect = {
    x: snapped(drawn.x),
    y: snapped(drawn.y),
    width: Math.max(snapped(drawn.width), 80),
    height: Math.max(snapped(drawn.height), 64),
  };
  const holding = new Set([...scene.zones].filter(([, zone]) => within(zone, rect)).map(([zoneId]) => zoneId));
  const parentId = zoneUnder(diagram, scene, middleOf(rect), holding);
  const inside = [...scene.elements, ...scene.zones]
    .filter(([one, place]) => within(place, rect) && zoneOf(diagram, one) === parentId)
    .map(([one]) => one);
  const origin = originOf(diagram.zone, parentId);
  const place = { x: rect.x - origin.x, y: rect.y - origin.y, width: rect.width, height: rect.height };
  return enclose(diagram, scene, inside, plainZone({ id, parentId, trust: nextTrust(diagram, parentId), ...place }));
}
