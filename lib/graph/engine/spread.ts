import type { DiagramElement, Flow } from "../schema.ts";
import type { Link, Scene } from "./scene.ts";

/** How something gets to an element: over which flow, from where, and how it got there. Objects are kept while they hold. */
export type Reached = {
  element: string;
  flow: string;
  from: string;
  /** How it reached `from`; null when it begins there. */
  before: Reached | null;
  source: string;
  sourceName: string;
  steps: number;
  /** Zones entered on the way, or left where none is entered. */
  boundaries: number;
};

export type Reach = ReadonlyMap<string, Reached>;

export type Spreading = {
  /** Where it begins. */
  seeds: ReadonlySet<string>;
  /** How it got to where it begins, if it came from somewhere. */
  begun?: Reach;
  /** Whether it goes on from an element that it reached. */
  goesOn: (element: DiagramElement) => boolean;
  direction: "along" | "against";
};

function boundariesOf(scene: Scene, flow: Flow, from: string): number {
  const crossing = scene.crossing(flow);
  if (crossing === null) return 0;
  const [entered, left] =
    flow.sourceId === from ? [crossing.entered, crossing.left] : [crossing.left, crossing.entered];
  return entered.length > 0 ? entered.length : left.length;
}

function step(scene: Scene, from: DiagramElement, before: Reached | null, { flow, peer }: Link): Reached {
  return {
    element: peer.id,
    flow: flow.id,
    from: from.id,
    before,
    source: before?.source ?? from.id,
    sourceName: before?.sourceName ?? from.name,
    steps: (before?.steps ?? 0) + 1,
    boundaries: (before?.boundaries ?? 0) + boundariesOf(scene, flow, from.id),
  };
}

function isSame(a: Reached, b: Reached): boolean {
  return (
    a.flow === b.flow &&
    a.from === b.from &&
    a.before === b.before &&
    a.source === b.source &&
    a.sourceName === b.sourceName &&
    a.boundaries === b.boundaries
  );
}

/**
 * Where something gets to, by the fewest steps; of equal ones by the smallest ids, so that the result does not depend on the
 * order of drawing. What is as it was in `before` is the same object.
 */
export function spread(
  scene: Scene,
  { seeds, begun, goesOn, direction }: Spreading,
  before: Reach,
): Map<string, Reached> {
  const found = new Map<string, Reached>();
  let edge = [...seeds].map((id) => ({ id, reached: begun?.get(id) ?? null }));
  for (let isFirst = true; edge.length > 0; isFirst = false) {
    const next = new Map<string, Reached>();
    for (const { id: place, reached } of edge) {
      const element = scene.diagram.element.get(place);
      if (element === undefined || (!isFirst && !goesOn(element))) continue;
      const links = scene.linksOf(element.id);
      for (const link of direction === "along" ? links.outOf : links.into) {
        const id = link.peer.id;
        if (seeds.has(id) || found.has(id)) continue;
        const known = next.get(id);
        if (known !== undefined && known.from <= element.id) continue;
        next.set(id, step(scene, element, reached, link));
      }
    }
    edge = [];
    for (const [id, reached] of next) {
      const old = before.get(id);
      const kept = old !== undefined && isSame(old, reached) ? old : reached;
      found.set(id, kept);
      edge.push({ id, reached: kept });
    }
  }
  return found;
}

/** Ids of elements and flows on the way, from where it begins to the element that it reached; at most `max` elements. */
export function wayOf(reached: Reached, max = 12): string[] {
  const ids: string[] = [reached.element];
  let last: Reached | null = reached;
  for (let count = 1; last !== null && count < max; count += 1) {
    ids.push(last.flow, last.from);
    last = last.before;
  }
  if (last !== null && !ids.includes(reached.source)) ids.push(reached.source);
  return ids.reverse();
}

/** Ids whose way differs between two spreadings. */
export function differences(before: Reach, after: Reach): string[] {
  const ids: string[] = [];
  for (const [id, reached] of after) if (before.get(id) !== reached) ids.push(id);
  for (const id of before.keys()) if (!after.has(id)) ids.push(id);
  return ids;
}
