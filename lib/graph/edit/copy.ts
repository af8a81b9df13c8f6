import type { Diagram } from "../diagram.ts";
import { sizeOf } from "../kinds.ts";
import { DiagramContent, type Operation } from "../schema.ts";
import { zonesAround } from "../zones.ts";
import { snapped } from "./add-element.ts";
import { outermost } from "./move.ts";
import { around, middleOf, sceneOf, zoneUnder, type Point, type Rect, type Scene } from "./scene.ts";

/** What was copied: everything outermost counts its place from the diagram. */
export type Clip = DiagramContent;

/** Copies elements and zones (zones with what lies in them) and the flows between what is copied. */
export function clipOf(diagram: Diagram, scene: Scene, ids: readonly string[]): Clip {
  const roots = new Set(outermost(diagram, ids));
  const taken = (id: string, zoneId: string | null): boolean =>
    roots.has(id) || zonesAround(diagram.zone, zoneId).some((zone) => roots.has(zone.id));
  const zones = [...diagram.zone.values()].filter((zone) => taken(zone.id, zone.parentId));
  const elements = [...diagram.element.values()].filter((element) => taken(element.id, element.zoneId));
  const known = new Set(elements.map((element) => element.id));
  const place = (id: string, own: Point): Point => {
    const rect = scene.elements.get(id) ?? scene.zones.get(id);
    return roots.has(id) && rect !== undefined ? { x: rect.x, y: rect.y } : { x: own.x, y: own.y };
  };
  return {
    zones: zones.map((zone) => ({
      ...zone,
      ...place(zone.id, zone),
      parentId: roots.has(zone.id) ? null : zone.parentId,
    })),
    elements: elements.map((element) => ({
      ...element,
      ...place(element.id, element),
      zoneId: roots.has(element.id) ? null : element.zoneId,
    })),
    flows: [...diagram.flow.values()].filter((flow) => known.has(flow.sourceId) && known.has(flow.targetId)),
    assumptions: [],
  };
}

/** A copy as text, for the clipboard. */
export function clipText(clip: Clip): string {
  return JSON.stringify({ "modelkeep.diagram": 1, ...clip });
}

/** A copy from the clipboard's text; null when the text is something else. */
export function readClip(text: string): Clip | null {
  if (!text.startsWith('{"modelkeep.diagram":1')) return null;
  try {
    const { "modelkeep.diagram": _, ...content } = JSON.parse(text) as Record<string, unknown>;
    const read = DiagramContent.safeParse(content);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Outer zones before inner ones, so that each is there when the next needs it. */
function outerFirst<T extends { id: string; parentId: string | null }>(zones: readonly T[]): T[] {
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const depth = (zone: T): number => {
    let steps = 0;
    for (let at = zone.parentId; at !== null && steps <= zones.length; at = byId.get(at)?.parentId ?? null) steps += 1;
    return steps;
  };
  return zones.toSorted((a, b) => depth(a) - depth(b));
}

type Renaming = {
  fresh: (id: string) => string;
  put: (zoneId: string | null, own: Point) => { zone: string | null } & Point;
};

function additions(clip: Clip, { fresh, put }: Renaming): Operation[] {
  return [
    ...outerFirst(clip.zones).map((zone): Operation => {
      const { zone: parentId, ...place } = put(zone.parentId, zone);
      return { do: "add", part: "zone", value: { ...zone, ...place, id: fresh(zone.id), parentId, externalId: null } };
    }),
    ...clip.elements.map((element): Operation => {
      const { zone: zoneId, ...place } = put(element.zoneId, element);
      const value = { ...element, ...place, id: fresh(element.id), zoneId, externalId: null };
      return { do: "add", part: "element", value };
    }),
    ...clip.flows.map((flow): Operation => {
      const ends = { sourceId: fresh(flow.sourceId), targetId: fresh(flow.targetId) };
      const value = { ...flow, ...ends, id: fresh(flow.id), points: [], externalId: null };
      return { do: "add", part: "flow", value };
    }),
  ];
}

/** What of a copy lies in nothing else of it, with place and size. */
function rootsOf(clip: Clip): ({ id: string } & Rect)[] {
  const elements = clip.elements.filter((element) => element.zoneId === null);
  return [
    ...clip.zones.filter((zone) => zone.parentId === null),
    ...elements.map((element) => ({ id: element.id, x: element.x, y: element.y, ...sizeOf(element) })),
  ];
}

/**
 * Puts a copy in under new ids, with its middle at `at` (in diagram units) or a little beside where it came from. Bindings go
 * along, ids of other tools do not. `ids` are the new outermost things, to be selected.
 */
export function paste(
  diagram: Diagram,
  clip: Clip,
  newId: () => string,
  at?: Point,
): { operations: Operation[]; ids: string[] } {
  const roots = rootsOf(clip);
  const space = around(roots);
  if (space === null) return { operations: [], ids: [] };
  const centre = middleOf(space);
  const shift = at === undefined ? { x: 24, y: 24 } : { x: snapped(at.x - centre.x), y: snapped(at.y - centre.y) };
  const scene = sceneOf(diagram);
  const target = zoneUnder(diagram, scene, { x: centre.x + shift.x, y: centre.y + shift.y });
  const origin = (target === null ? undefined : scene.zones.get(target)) ?? { x: 0, y: 0 };
  const names = new Map<string, string>();
  const fresh = (id: string): string => {
    const known = names.get(id) ?? newId();
    names.set(id, known);
    return known;
  };
  const put: Renaming["put"] = (zoneId, own) =>
    zoneId === null
      ? { zone: target, x: own.x + shift.x - origin.x, y: own.y + shift.y - origin.y }
      : { zone: fresh(zoneId), x: own.x, y: own.y };
  return { operations: additions(clip, { fresh, put }), ids: roots.map((root) => fresh(root.id)) };
}
