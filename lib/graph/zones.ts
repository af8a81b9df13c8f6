import type { Diagram } from "./diagram.ts";
import type { Flow, Zone } from "./schema.ts";

type Zones = ReadonlyMap<string, Zone>;

/**
 * The zones around something, from the innermost out; `zoneId` is the zone it lies in. Ends at the first zone that is missing
 * or met twice, so that it always ends.
 */
export function zonesAround(zones: Zones, zoneId: string | null): Zone[] {
  const path: Zone[] = [];
  const met = new Set<string>();
  let next = zoneId;
  while (next !== null && !met.has(next)) {
    const zone = zones.get(next);
    if (zone === undefined) break;
    met.add(next);
    path.push(zone);
    next = zone.parentId;
  }
  return path;
}

/** Where the inside of a zone begins, in diagram units; null is the diagram itself. */
export function originOf(zones: Zones, zoneId: string | null): { x: number; y: number } {
  return zonesAround(zones, zoneId).reduce((sum, zone) => ({ x: sum.x + zone.x, y: sum.y + zone.y }), { x: 0, y: 0 });
}

/** Whether putting `zoneId` into `parentId` would put it into itself. */
export function wouldNestInItself(zones: Zones, zoneId: string, parentId: string | null): boolean {
  return zonesAround(zones, parentId).some((zone) => zone.id === zoneId);
}

/** What a flow crosses, computed from where its ends lie: zones left and entered, each from where the flow starts. */
export type Crossing = { left: readonly Zone[]; entered: readonly Zone[] };

/**
 * Every zone that a flow leaves (innermost first) and enters (outermost first), by membership, never by geometry. Null when
 * both ends lie in the same zone or an end is missing.
 */
export function crossingOf(diagram: Diagram, flow: Flow): Crossing | null {
  const source = diagram.element.get(flow.sourceId);
  const target = diagram.element.get(flow.targetId);
  if (source === undefined || target === undefined || source.zoneId === target.zoneId) return null;
  const from = zonesAround(diagram.zone, source.zoneId);
  const to = zonesAround(diagram.zone, target.zoneId);
  const around = new Set(from.map((zone) => zone.id));
  const shared = new Set(to.filter((zone) => around.has(zone.id)).map((zone) => zone.id));
  const left = from.filter((zone) => !shared.has(zone.id));
  const entered = to.filter((zone) => !shared.has(zone.id)).reverse();
  return left.length === 0 && entered.length === 0 ? null : { left, entered };
}

/** The trust of the place something lies in; outside of every zone nobody is trusted: 0. */
export function trustAt(zones: Zones, zoneId: string | null): number {
  return (zoneId === null ? undefined : zones.get(zoneId))?.trust ?? 0;
}
