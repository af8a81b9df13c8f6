import { sizeOf } from "../../graph/kinds.ts";
import { type Box, round } from "./box.ts";
import type { Nesting } from "./find-nesting.ts";
import type { RawDiagram, RawElement, RawZone } from "./raw-diagram.ts";

const GAP = { x: 48, y: 44 };
const PADDING = { left: 32, top: 52, right: 32, bottom: 32 };
const EMPTY_ZONE = { width: 240, height: 160 };

type Item = { id: string; part: RawZone | RawElement; isZone: boolean };

/**
 * Where each part lies, counted from the zone around it. What the file places stays where it is; what it does not place
 * is put in rows below the rest of its zone, and zones without a size grow around what they hold.
 */
export function placeParts(diagram: RawDiagram, nesting: Nesting): ReadonlyMap<string, Box> {
  return new Placer(diagram, nesting).place();
}

class Placer {
  readonly #within = new Map<string | null, Item[]>();
  readonly #places = new Map<string, Box>();
  readonly #isAbsolute: boolean;

  constructor(diagram: RawDiagram, nesting: Nesting) {
    this.#isAbsolute = diagram.measure === "diagram";
    const add = (item: Item) => {
      const around = nesting.get(item.id) ?? null;
      const items = this.#within.get(around);
      if (items === undefined) this.#within.set(around, [item]);
      else items.push(item);
    };
    for (const zone of diagram.zones) add({ id: zone.externalId, part: zone, isZone: true });
    for (const element of diagram.elements) add({ id: element.externalId, part: element, isZone: false });
  }

  place(): ReadonlyMap<string, Box> {
    this.#fill(null, { x: 0, y: 0 });
    return this.#places;
  }

  /** Places what lies in a zone whose corner is at `origin`; gives the size that holds it all. */
  #fill(zoneId: string | null, origin: { x: number; y: number }): { width: number; height: number } {
    const items = this.#within.get(zoneId) ?? [];
    const shift = this.#isAbsolute ? origin : { x: 0, y: 0 };
    const free: { id: string; width: number; height: number }[] = [];
    for (const { id, part, isZone } of items) {
      const corner = part.box ?? (isZone ? this.#cornerOf(id) : null);
      const at = corner === null ? null : { x: round(corner.x - shift.x), y: round(corner.y - shift.y) };
      const size = this.#sizeOf(id, part, isZone, corner);
      if (at === null) free.push({ id, ...size });
      else this.#places.set(id, { ...at, ...size });
    }
    this.#placeFree(items, free, zoneId === null);
    const boxes = items.map(({ id }) => this.#places.get(id)).filter((box) => box !== undefined);
    return {
      width: Math.max(EMPTY_ZONE.width, ...boxes.map((box) => round(box.x + box.width + PADDING.right))),
      height: Math.max(EMPTY_ZONE.height, ...boxes.map((box) => round(box.y + box.height + PADDING.bottom))),
    };
  }

  #sizeOf(
    id: string,
    part: RawZone | RawElement,
    isZone: boolean,
    corner: { x: number; y: number } | null,
  ): { width: number; height: number } {
    const width = part.box?.width ?? null;
    const height = part.box?.height ?? null;
    if (!isZone) return sizeOf({ width, height });
    const held = this.#fill(id, corner ?? { x: 0, y: 0 });
    return { width: width ?? held.width, height: height ?? held.height };
  }

  /** In absolute measure, the corner of a zone without a place: above and left of everything placed in it. */
  #cornerOf(zoneId: string): { x: number; y: number } | null {
    if (!this.#isAbsolute) return null;
    const corners = (this.#within.get(zoneId) ?? []).map(({ id, part, isZone }) =>
      part.box === null && isZone ? this.#cornerOf(id) : part.box,
    );
    const known = corners.filter((corner) => corner !== null);
    if (known.length === 0) return null;
    return {
      x: round(Math.min(...known.map(({ x }) => x)) - PADDING.left),
      y: round(Math.min(...known.map(({ y }) => y)) - PADDING.top),
    };
  }

  /** Rows, about as wide as high, below what has its place. */
  #placeFree(
    items: readonly Item[],
    free: readonly { id: string; width: number; height: number }[],
    isOutermost: boolean,
  ): void {
    const placed = items.map(({ id }) => this.#places.get(id)).filter((box) => box !== undefined);
    const below = placed.length === 0 ? null : Math.max(...placed.map((box) => box.y + box.height)) + GAP.y;
    const left = isOutermost ? 0 : PADDING.left;
    const area = free.reduce((sum, { width, height }) => sum + (width + GAP.x) * (height + GAP.y), 0);
    const most = left + Math.max(Math.sqrt(area) * 1.3, ...free.map(({ width }) => width));
    let y = below ?? (isOutermost ? 0 : PADDING.top);
    let x = left;
    let rowHeight = 0;
    for (const { id, width, height } of free) {
      if (x > left && x + width > most) {
        x = left;
        y += rowHeight + GAP.y;
        rowHeight = 0;
      }
      this.#places.set(id, { x: round(x), y: round(y), width, height });
      x += width + GAP.x;
      rowHeight = Math.max(rowHeight, height);
    }
  }
}
