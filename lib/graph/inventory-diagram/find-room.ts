import { toContent, toDiagram, type Diagram } from "../diagram.ts";
import { sizeOf } from "../kinds.ts";
import { layerLayout } from "../layout/layer-layout.ts";
import { inIdOrder, layoutOperations, zonePadding, type Box } from "../layout/layout.ts";
import type { DiagramContent, DiagramElement, Operation, Zone } from "../schema.ts";

const GAP = 36;
const STEP = 24;

type Things = { zones: readonly Zone[]; elements: readonly DiagramElement[] };

const touches = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width + GAP && b.x < a.x + a.width + GAP && a.y < b.y + b.height + GAP && b.y < a.y + a.height + GAP;

/** Boxes that already lie in a zone, and room for more. Zones grow when they are full; what lies around them stays. */
class Rooms {
  readonly #inside = new Map<string | null, Box[]>();
  readonly #zones: Map<string, Zone>;
  readonly grown = new Set<string>();

  constructor({ zone, element }: Diagram) {
    this.#zones = new Map(zone);
    for (const each of inIdOrder(zone.values())) this.#put(each.parentId, each);
    for (const each of inIdOrder(element.values())) this.#put(each.zoneId, { ...each, ...sizeOf(each) });
  }

  zone(id: string): Zone | undefined {
    return this.#zones.get(id);
  }

  #put(place: string | null, box: Box): void {
    this.#inside.set(place, [...(this.#inside.get(place) ?? []), box]);
  }

  /** A free place in a zone, from its corner; outside of all zones, to the right of everything. */
  place(zoneId: string | null, size: { width: number; height: number }): { x: number; y: number } {
    const boxes = this.#inside.get(zoneId) ?? [];
    const zone = zoneId === null ? undefined : this.#zones.get(zoneId);
    const at = zone === undefined ? this.#beside(boxes) : (this.#within(zone, boxes, size) ?? this.#below(boxes));
    this.#put(zoneId, { ...at, ...size });
    if (zone !== undefined) this.#grow(zone.id, at.x + size.width, at.y + size.height);
    return at;
  }

  #beside(boxes: readonly Box[]): { x: number; y: number } {
    if (boxes.length === 0) return { x: 0, y: 0 };
    const right = Math.max(...boxes.map(({ x, width }) => x + width));
    return { x: right + 2 * GAP, y: Math.min(...boxes.map(({ y }) => y)) };
  }

  #below(boxes: readonly Box[]): { x: number; y: number } {
    const bottom = Math.max(zonePadding.top - GAP, ...boxes.map(({ y, height }) => y + height));
    return { x: zonePadding.side, y: bottom + GAP };
  }

  #within(zone: Zone, boxes: readonly Box[], size: { width: number; height: number }): Box | null {
    const [right, bottom] = [
      zone.width - zonePadding.side - size.width,
      zone.height - zonePadding.bottom - size.height,
    ];
    for (let y: number = zonePadding.top; y <= bottom; y += STEP) {
      for (let x: number = zonePadding.side; x <= right; x += STEP) {
        const box = { x, y, ...size };
        if (!boxes.some((other) => touches(box, other))) return box;
      }
    }
    return null;
  }

  #grow(zoneId: string, right: number, bottom: number): void {
    const zone = this.#zones.get(zoneId);
    if (zone === undefined) return;
    const width = Math.max(zone.width, right + zonePadding.side);
    const height = Math.max(zone.height, bottom + zonePadding.bottom);
    if (width === zone.width && height === zone.height) return;
    this.#zones.set(zoneId, { ...zone, width, height });
    this.grown.add(zoneId);
    if (zone.parentId !== null) this.#grow(zone.parentId, zone.x + width, zone.y + height);
  }
}

/** The new things laid out by themselves; those whose zone is there already stand free. */
function laidOut({ zones, elements }: Things, flows: DiagramContent["flows"]): Things {
  const diagram = toDiagram({ zones: [...zones], elements: [...elements], flows, assumptions: [] });
  for (const operation of layoutOperations(diagram, layerLayout(diagram))) {
    if (operation.do !== "set") continue;
    const { part, id } = operation;
    const zone = part === "zone" ? diagram.zone.get(id) : undefined;
    if (zone !== undefined && part === "zone") diagram.zone.set(id, { ...zone, ...operation.set } as Zone);
    const element = part === "element" ? diagram.element.get(id) : undefined;
    if (element !== undefined) diagram.element.set(id, { ...element, ...operation.set } as DiagramElement);
  }
  return toContent(diagram);
}

/**
 * Gives new zones and elements their places in a diagram, and the operations by which zones that are there grow for them. In an
 * empty diagram everything is laid out anew; in another what is there stays, and new things go where there is room.
 */
export function findRoom(
  diagram: Diagram,
  things: Things,
  flows: DiagramContent["flows"],
): Things & { grow: Operation[] } {
  const placed = laidOut(things, flows);
  if (diagram.zone.size === 0 && diagram.element.size === 0) return { ...placed, grow: [] };
  const rooms = new Rooms(diagram);
  const isHeld = (id: string | null): boolean => id === null || diagram.zone.has(id);
  const zones = placed.zones.map((zone) =>
    isHeld(zone.parentId)
      ? { ...zone, ...rooms.place(zone.parentId, { width: zone.width, height: zone.height }) }
      : zone,
  );
  const elements = placed.elements.map((element) => {
    if (!isHeld(element.zoneId)) return element;
    const { x, y } = rooms.place(element.zoneId, sizeOf(element));
    return { ...element, x, y };
  });
  const grow = [...rooms.grown].sort().flatMap((id): Operation[] => {
    const zone = rooms.zone(id);
    if (zone === undefined) return [];
    const { width, height } = zone;
    return [{ do: "set", part: "zone", id, set: { width, height } }];
  });
  return { zones, elements, grow };
}
