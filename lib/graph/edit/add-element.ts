import type { Diagram } from "../diagram.ts";
import { elementKinds, elementSize, type ElementKind } from "../kinds.ts";
import type { DiagramElement, Flow, Operation } from "../schema.ts";
import { originOf } from "../zones.ts";
import { grown, overlap, zoneUnder, type Point, type Scene } from "./scene.ts";

/** Distance between lines of the grid that things snap to, in diagram units. */
export const GRID = 8;

/** The nearest line of the grid. */
export function snapped(value: number): number {
  return Math.round(value / GRID) * GRID;
}

/** An element of a kind with everything else left plain; named after its kind until somebody says more. */
export function plainElement(given: Pick<DiagramElement, "id" | "kind"> & Partial<DiagramElement>): DiagramElement {
  return {
    zoneId: null,
    name: elementKinds[given.kind].label,
    description: "",
    technology: "",
    x: 0,
    y: 0,
    width: null,
    height: null,
    bound: null,
    answers: {},
    outOfScope: null,
    externalId: null,
    ...given,
  };
}

/** A flow with everything that is not given left plain. */
export function plainFlow(given: Pick<Flow, "id" | "sourceId" | "targetId"> & Partial<Flow>): Flow {
  return {
    name: "",
    description: "",
    protocol: "",
    bidirectional: false,
    points: [],
    answers: {},
    outOfScope: null,
    externalId: null,
    ...given,
  };
}

/** A place near `middle` where an element overlaps no other, looked for in growing rings; `middle` itself when all is full. */
export function freePlace(scene: Scene, middle: Point): Point {
  const size = elementSize;
  const start = { x: snapped(middle.x - size.width / 2), y: snapped(middle.y - size.height / 2) };
  const taken = (at: Point): boolean => {
    const rect = grown({ ...at, ...size }, GRID);
    return [...scene.elements.values()].some((other) => overlap(rect, other));
  };
  for (let ring = 0; ring <= 6; ring += 1) {
    for (let column = -ring; column <= ring; column += 1) {
      for (let row = -ring; row <= ring; row += 1) {
        if (Math.max(Math.abs(column), Math.abs(row)) !== ring) continue;
        const at = { x: start.x + column * (size.width + 32), y: start.y + row * (size.height + 32) };
        if (!taken(at)) return at;
      }
    }
  }
  return start;
}

/** Adds an element with its middle near a point, in the innermost zone there, without covering another element. */
export function addElement(
  diagram: Diagram,
  scene: Scene,
  given: { id: string; kind: ElementKind; at: Point; exactly?: boolean },
): Operation[] {
  const { width, height } = elementSize;
  const exact = { x: snapped(given.at.x - width / 2), y: snapped(given.at.y - height / 2) };
  const place = given.exactly === true ? exact : freePlace(scene, given.at);
  const zoneId = zoneUnder(diagram, scene, { x: place.x + width / 2, y: place.y + height / 2 });
  const origin = originOf(diagram.zone, zoneId);
  const value = plainElement({
    id: given.id,
    kind: given.kind,
    zoneId,
    x: place.x - origin.x,
    y: place.y - origin.y,
  });
  return [{ do: "add", part: "element", value }];
}

/** Connects each source to the target; what is already connected in this direction is left as it is. */
export function connect(
  diagram: Diagram,
  sources: readonly string[],
  targetId: string,
  newId: () => string,
): Operation[] {
  const known = new Set([...diagram.flow.values()].map((flow) => `${flow.sourceId} ${flow.targetId}`));
  return sources
    .filter((sourceId) => diagram.element.has(sourceId) && diagram.element.has(targetId))
    .filter((sourceId) => sourceId !== targetId && !known.has(`${sourceId} ${targetId}`))
    .map((sourceId) => ({ do: "add", part: "flow", value: plainFlow({ id: newId(), sourceId, targetId }) }));
}

/** Gives a flow other ends: it is taken out and put in again under the same id, because ends are what a flow is. */
export function reconnect(flow: Flow, ends: { sourceId?: string; targetId?: string }): Operation[] {
  const value = { ...flow, ...ends, points: [] };
  if (value.sourceId === flow.sourceId && value.targetId === flow.targetId) return [];
  return [
    { do: "remove", part: "flow", id: flow.id },
    { do: "add", part: "flow", value },
  ];
}

/** Removes what is named: flows first, then elements, then zones (their contents stay where they are). */
export function removeAll(diagram: Diagram, ids: readonly string[]): Operation[] {
  const gone = new Set(ids.filter((id) => diagram.element.has(id)));
  const flows = ids.filter((id) => {
    const flow = diagram.flow.get(id);
    return flow !== undefined && !gone.has(flow.sourceId) && !gone.has(flow.targetId);
  });
  const zones = ids.filter((id) => diagram.zone.has(id));
  return [
    ...flows.map((id): Operation => ({ do: "remove", part: "flow", id })),
    ...[...gone].map((id): Operation => ({ do: "remove", part: "element", id })),
    ...zones.map((id): Operation => ({ do: "remove", part: "zone", id })),
  ];
}

/** Renames an element, zone or flow; nothing when the name is the same or would be empty where one is needed. */
export function rename(diagram: Diagram, id: string, name: string): Operation[] {
  const plain = name.trim();
  const element = diagram.element.get(id);
  if (element !== undefined) {
    return plain === "" || plain === element.name ? [] : [{ do: "set", part: "element", id, set: { name: plain } }];
  }
  const zone = diagram.zone.get(id);
  if (zone !== undefined) {
    return plain === "" || plain === zone.name ? [] : [{ do: "set", part: "zone", id, set: { name: plain } }];
  }
  const flow = diagram.flow.get(id);
  return flow === undefined || plain === flow.name ? [] : [{ do: "set", part: "flow", id, set: { name: plain } }];
}
