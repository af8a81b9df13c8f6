import type { Diagram } from "../diagram.ts";
import type { Operation } from "../schema.ts";

export type Point = { x: number; y: number };
export type Box = Point & { width: number; height: number };

/** Where everything goes. Zones and elements count from the zone they lie in, bends of flows from the diagram's corner. */
export type Layout = {
  zones: ReadonlyMap<string, Box>;
  elements: ReadonlyMap<string, Point>;
  /** Bends from source to target; a flow that is not named here is drawn straight. */
  bends: ReadonlyMap<string, readonly Point[]>;
};

/** Room inside of a zone around what lies in it; its name stands at the foot. In diagram units. */
export const zonePadding = { top: 32, side: 32, bottom: 48 } as const;

/** The least size of a zone, so that its name is readable. */
export const leastZone = { width: 200, height: 120 } as const;

type Ids = { id: string };

/** Things in the order of their ids. */
export function inIdOrder<Value extends Ids>(values: Iterable<Value>): Value[] {
  return [...values].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** A layout with places on a grid of so many units; zones grow up to it, so that all still lies in them. */
export function onGrid({ zones, elements, bends }: Layout, grid: number): Layout {
  const near = (value: number): number => Math.round(value / grid) * grid;
  const up = (value: number): number => Math.ceil(value / grid) * grid;
  const point = ({ x, y }: Point): Point => ({ x: near(x), y: near(y) });
  const box = (each: Box): Box => ({ ...point(each), width: up(each.width), height: up(each.height) });
  return {
    zones: new Map([...zones].map(([id, each]) => [id, box(each)])),
    elements: new Map([...elements].map(([id, each]) => [id, point(each)])),
    bends,
  };
}

const MOST_BENDS = 50;

/** The operations that bring a diagram into this layout: only what is not there yet, in the order of ids. */
export function layoutOperations(diagram: Diagram, layout: Layout): Operation[] {
  const operations: Operation[] = [];
  for (const zone of inIdOrder(diagram.zone.values())) {
    const box = layout.zones.get(zone.id);
    if (box === undefined) continue;
    const { x, y, width, height } = box;
    if (zone.x === x && zone.y === y && zone.width === width && zone.height === height) continue;
    operations.push({ do: "set", part: "zone", id: zone.id, set: { x, y, width, height } });
  }
  for (const element of inIdOrder(diagram.element.values())) {
    const place = layout.elements.get(element.id);
    if (place === undefined || (place.x === element.x && place.y === element.y)) continue;
    operations.push({ do: "set", part: "element", id: element.id, set: { x: place.x, y: place.y } });
  }
  for (const flow of inIdOrder(diagram.flow.values())) {
    const bends = layout.bends.get(flow.id) ?? [];
    const points = bends.length > MOST_BENDS ? [] : bends.map(({ x, y }) => ({ x, y }));
    if (JSON.stringify(points) === JSON.stringify(flow.points.map(({ x, y }) => ({ x, y })))) continue;
    operations.push({ do: "set", part: "flow", id: flow.id, set: { points } });
  }
  return operations;
}
