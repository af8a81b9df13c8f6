import type { Diagram } from "../diagram.ts";
import { sizeOf } from "../kinds.ts";
import { zonesAround } from "../zones.ts";
import { layerBoxes, type Link, type Size } from "./layer-boxes.ts";
import { inIdOrder, leastZone, zonePadding, type Box, type Layout, type Point } from "./layout.ts";

const spacing = { across: 36, along: 112 } as const;

type Inside = ReadonlyMap<string | null, readonly string[]>;

/** What lies directly in each zone (null: in none), zones and elements in the order of ids. */
function contentsOf(diagram: Diagram): Inside {
  const inside = new Map<string | null, string[]>();
  const put = (place: string | null, id: string): void => {
    const known = place === null || diagram.zone.has(place) ? place : null;
    inside.set(known, [...(inside.get(known) ?? []), id]);
  };
  for (const zone of inIdOrder(diagram.zone.values())) put(zone.parentId, zone.id);
  for (const element of inIdOrder(diagram.element.values())) put(element.zoneId, element.id);
  return inside;
}

/** An element and the zones around it, from the innermost out. */
function chainOf(diagram: Diagram, elementId: string): string[] {
  const zoneId = diagram.element.get(elementId)?.zoneId ?? null;
  return [elementId, ...zonesAround(diagram.zone, zoneId).map(({ id }) => id)];
}

/** Flows as links between neighbours: in the zone that both ends lie in, between what holds them there. */
function linksOf(diagram: Diagram): Map<string | null, Link[]> {
  const links = new Map<string | null, Link[]>();
  for (const flow of inIdOrder(diagram.flow.values())) {
    const [source, target] = [chainOf(diagram, flow.sourceId), chainOf(diagram, flow.targetId)];
    const shared = source.find((id) => target.includes(id)) ?? null;
    const holder = (chain: readonly string[]): string | undefined =>
      chain[(shared === null ? chain.length : chain.indexOf(shared)) - 1];
    const [from, to] = [holder(source), holder(target)];
    if (from !== undefined && to !== undefined) links.set(shared, [...(links.get(shared) ?? []), { from, to }]);
  }
  return links;
}

/**
 * A plain layout of our own: in each zone the things in layers from left to right along the flows, zones as large as what lies in
 * them. Nothing overlaps; flows are straight. Deterministic, whatever the order in which the diagram was made.
 */
export function layerLayout(diagram: Diagram): Layout {
  const [inside, links] = [contentsOf(diagram), linksOf(diagram)];
  const zones = new Map<string, Box>();
  const elements = new Map<string, Point>();
  const arrange = (place: string | null): { width: number; height: number } => {
    const sizes: Size[] = (inside.get(place) ?? []).map((id) => {
      const element = diagram.element.get(id);
      return { id, ...(element === undefined ? arrange(id) : sizeOf(element)) };
    });
    const { places, width, height } = layerBoxes(sizes, links.get(place) ?? [], spacing);
    const [left, top] = place === null ? [0, 0] : [zonePadding.side, zonePadding.top];
    for (const size of sizes) {
      const at = places.get(size.id) ?? { x: 0, y: 0 };
      const point = { x: at.x + left, y: at.y + top };
      if (diagram.element.has(size.id)) elements.set(size.id, point);
      else zones.set(size.id, { ...point, width: size.width, height: size.height });
    }
    return {
      width: Math.max(leastZone.width, width + 2 * zonePadding.side),
      height: Math.max(leastZone.height, height + zonePadding.top + zonePadding.bottom),
    };
  };
  arrange(null);
  return { zones, elements, bends: new Map() };
}
