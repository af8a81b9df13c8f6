import { diagramLimits, elementSize } from "../../graph/kinds.ts";
import { quoted } from "../import-problem.ts";
import { type Box, contains, middleOf, overlap, sized } from "./box.ts";
import type { Notes } from "./notes.ts";
import type { RawDiagram, RawZone } from "./raw-diagram.ts";

const smallest = { width: 16, height: 16 };

/** What lies in what: the zone around each zone and each element, by external id; null = in none. */
export type Nesting = ReadonlyMap<string, string | null>;

/**
 * Finds the zone around each part: the one it names, else the smallest box that holds all of a zone, or the middle of an
 * element. Throws UnreadableImportError for zones that lie in each other in a circle (naming it), and for too many levels.
 */
export function findNesting(diagram: RawDiagram, notes: Notes): Nesting {
  const zones = new Map(diagram.zones.map((zone) => [zone.externalId, zone]));
  const boxes = diagram.zones
    .filter((zone) => zone.box !== null)
    .map((zone, order) => ({
      id: zone.externalId,
      order,
      box: sized(zone.box ?? { x: 0, y: 0, ...smallest }, smallest),
    }))
    .sort((a, b) => areaOf(a.box) - areaOf(b.box) || b.order - a.order);
  const nesting = new Map<string, string | null>();
  boxes.forEach(({ id, box }, index) => {
    const around = boxes.slice(index + 1).find((other) => contains(other.box, box));
    nesting.set(id, around?.id ?? null);
  });
  noteOverlaps(diagram.zones, boxes, nesting, notes);
  for (const zone of diagram.zones) {
    if (zone.parentId !== undefined) nesting.set(zone.externalId, known(zone.parentId, zones, zone.path, notes));
    else if (zone.box === null) nesting.set(zone.externalId, null);
  }
  refuseCycles(zones, nesting, notes);
  for (const element of diagram.elements) {
    if (element.zoneId !== undefined) {
      nesting.set(element.externalId, known(element.zoneId, zones, element.path, notes));
      continue;
    }
    const middle = element.box === null ? undefined : middleOf(sized(element.box, elementSize));
    const around = middle === undefined ? undefined : boxes.find(({ box }) => contains(box, middle));
    nesting.set(element.externalId, around?.id ?? null);
  }
  return nesting;
}

function areaOf(box: Box): number {
  return box.width * box.height;
}

function known(id: string | null, zones: ReadonlyMap<string, RawZone>, path: string, notes: Notes): string | null {
  if (id === null || zones.has(id)) return id;
  notes.add(
    "warning",
    path,
    `It lies in ${quoted(id)}, which is no zone of this diagram; it is put outside of all zones.`,
  );
  return null;
}

function noteOverlaps(
  zones: readonly RawZone[],
  boxes: readonly { id: string; box: Box }[],
  nesting: Nesting,
  notes: Notes,
): void {
  const named = new Map(zones.map((zone) => [zone.externalId, zone]));
  boxes.forEach(({ id, box }, index) => {
    const zone = named.get(id);
    if (zone === undefined || zone.parentId !== undefined) return;
    for (const other of boxes.slice(index + 1)) {
      if (nesting.get(id) !== nesting.get(other.id) || !overlap(box, other.box)) continue;
      const name = named.get(other.id)?.name ?? other.id;
      notes.add("info", zone.path, `This box overlaps ${quoted(name)} without lying in it; the two stay side by side.`);
    }
  });
}

function refuseCycles(zones: ReadonlyMap<string, RawZone>, nesting: Nesting, notes: Notes): void {
  for (const zone of zones.values()) {
    const chain = [zone];
    for (let next = around(zones, nesting, zone); next !== undefined; next = around(zones, nesting, next)) {
      const start = chain.indexOf(next);
      if (start !== -1) {
        const names = [...chain.slice(start), next].map(({ name }) => quoted(name)).join(" in ");
        notes.refuse(next.path, `These zones lie in each other in a circle: ${names}. Take one of them out.`);
      }
      chain.push(next);
      if (chain.length > diagramLimits.zones + 1) break;
    }
    if (chain.length > diagramLimits.zoneDepth) {
      const message = `Zones lie in each other ${chain.length} deep; at most ${diagramLimits.zoneDepth} levels are possible.`;
      notes.refuse(zone.path, message, "too_large");
    }
  }
}

function around(zones: ReadonlyMap<string, RawZone>, nesting: Nesting, zone: RawZone): RawZone | undefined {
  const id = nesting.get(zone.externalId);
  return id === null || id === undefined ? undefined : zones.get(id);
}
