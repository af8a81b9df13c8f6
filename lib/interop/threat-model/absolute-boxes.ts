import { sizeOf } from "../../graph/kinds.ts";
import { type Box, round } from "./box.ts";
import type { DraftDiagram, DraftZone } from "./draft.ts";

/** Where every zone and element of a diagram is, counted from the diagram's corner, by external id; elements without a size get the usual one. */
export function absoluteBoxes({ content }: Pick<DraftDiagram, "content">): ReadonlyMap<string, Box> {
  const zones = new Map(content.zones.map((zone) => [zone.externalId, zone]));
  const boxes = new Map<string, Box>();
  for (const zone of content.zones) {
    const origin = originOf(zones, zone.parentId);
    boxes.set(zone.externalId, {
      x: round(origin.x + zone.x),
      y: round(origin.y + zone.y),
      width: zone.width,
      height: zone.height,
    });
  }
  for (const element of content.elements) {
    const origin = originOf(zones, element.zoneId);
    boxes.set(element.externalId, {
      x: round(origin.x + element.x),
      y: round(origin.y + element.y),
      ...sizeOf(element),
    });
  }
  return boxes;
}

function originOf(zones: ReadonlyMap<string, DraftZone>, zoneId: string | null): { x: number; y: number } {
  const met = new Set<string>();
  const origin = { x: 0, y: 0 };
  for (let next = zoneId; next !== null && !met.has(next);) {
    met.add(next);
    const zone = zones.get(next);
    if (zone === undefined) break;
    origin.x += zone.x;
    origin.y += zone.y;
    next = zone.parentId;
  }
  return origin;
}
