import { emptyDiagram, type Diagram } from "../diagram.ts";
import type { ElementKind } from "../kinds.ts";
import type { DiagramElement, Flow, Zone } from "../schema.ts";
import { crossingOf, type Crossing } from "../zones.ts";

/** A flow and what stands at its other end. */
export type Link = { flow: Flow; peer: DiagramElement };
export type Links = { into: readonly Link[]; outOf: readonly Link[] };

/** What a change touched. `near` are the elements whose facts may differ, `isRedrawn` says whether paths may differ. */
export type Touch = { near: Set<string>; flows: Set<string>; isRedrawn: boolean };

/** Kinds that are never a nobody's sender, whatever zone they lie in: one knows who they are. */
const KNOWN_PARTIES: ReadonlySet<ElementKind> = new Set<ElementKind>(["third_party_model", "human_reviewer"]);

const NO_FLOWS: readonly string[] = [];

function put<K>(map: Map<K, Set<string>>, key: K, id: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([id]));
  else set.add(id);
}

function looksTheSame(before: DiagramElement | Flow | Zone, after: DiagramElement | Flow | Zone): boolean {
  const keys = [
    "kind",
    "zoneId",
    "parentId",
    "name",
    "trust",
    "answers",
    "outOfScope",
    "sourceId",
    "targetId",
  ] as const;
  const more = ["bidirectional", "protocol"] as const;
  const [a, b] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...keys, ...more].every((key) => a[key] === b[key]);
}

function onlyAnswersDiffer(before: DiagramElement, after: DiagramElement): boolean {
  return before.kind === after.kind && before.zoneId === after.zoneId && before.name === after.name;
}

/** A diagram as the engine sees it: its parts, who is next to whom, and who lies where. Follows changes by their ids. */
export class Scene {
  readonly diagram: Diagram = emptyDiagram();
  readonly #touching = new Map<string, readonly string[]>();
  readonly #members = new Map<string, Set<string>>();
  readonly #inner = new Map<string, Set<string>>();
  readonly #links = new Map<string, Links>();
  readonly #crossings = new Map<string, Crossing | null>();

  /** Whether anybody drew a trust zone; without one, nothing can be said about boundaries. */
  get hasZones(): boolean {
    return this.diagram.zone.size > 0;
  }

  /** Flows from and to an element, each in the order of flow ids; a flow in both directions is in both. */
  linksOf(id: string): Links {
    const known = this.#links.get(id);
    if (known !== undefined) return known;
    const into: Link[] = [];
    const outOf: Link[] = [];
    for (const flowId of this.#touching.get(id) ?? NO_FLOWS) {
      const flow = this.diagram.flow.get(flowId);
      if (flow === undefined || flow.sourceId === flow.targetId) continue;
      const peer = this.diagram.element.get(flow.sourceId === id ? flow.targetId : flow.sourceId);
      if (peer === undefined) continue;
      if (flow.targetId === id || flow.bidirectional) into.push({ flow, peer });
      if (flow.sourceId === id || flow.bidirectional) outOf.push({ flow, peer });
    }
    const links = { into, outOf };
    this.#links.set(id, links);
    return links;
  }

  /** Ids of the flows at an element, in their order. */
  flowsAt(id: string): readonly string[] {
    return this.#touching.get(id) ?? NO_FLOWS;
  }

  /** What a flow crosses; null when nothing. */
  crossing(flow: Flow): Crossing | null {
    const known = this.#crossings.get(flow.id);
    if (known !== undefined) return known;
    const crossing = crossingOf(this.diagram, flow);
    this.#crossings.set(flow.id, crossing);
    return crossing;
  }

  /** The zone that an element lies in. */
  zoneOf(element: DiagramElement): Zone | undefined {
    return element.zoneId === null ? undefined : this.diagram.zone.get(element.zoneId);
  }

  /**
   * Whether nobody has checked who this is: an actor outside of all zones, or anything in a zone with trust 0. "unclear" is
   * anything else outside of all zones.
   */
  side(element: DiagramElement): "public" | "inside" | "unclear" {
    if (KNOWN_PARTIES.has(element.kind)) return "inside";
    const zone = this.zoneOf(element);
    if (zone !== undefined) return zone.trust === 0 ? "public" : "inside";
    return element.kind === "actor" ? "public" : "unclear";
  }

  /** Takes over the parts with these ids (all parts without them) as they are now, and says what that touches. */
  follow(now: Diagram, ids?: Iterable<string>): Touch {
    const hadZones = this.hasZones;
    const touch: Touch = { near: new Set(), flows: new Set(), isRedrawn: false };
    const changed = new Set(ids ?? this.#everything(now));
    const elements = new Set<string>();
    for (const id of changed) this.#followFlow(id, now, elements, touch);
    for (const id of changed) this.#followElement(id, now, elements, touch);
    for (const id of changed) this.#followZone(id, now, elements, touch);
    const isWhole = hadZones !== this.hasZones;
    for (const id of isWhole ? [...elements, ...this.diagram.element.keys()] : elements) this.#mark(id, touch);
    return touch;
  }

  /** As `follow`, for elements and flows about which something else became known. */
  touch(ids: Iterable<string>): Touch {
    const touch: Touch = { near: new Set(), flows: new Set(), isRedrawn: false };
    for (const id of ids) {
      const flow = this.diagram.flow.get(id);
      if (flow !== undefined) {
        touch.flows.add(id);
        touch.near.add(flow.sourceId).add(flow.targetId);
      } else if (this.diagram.element.has(id)) this.#mark(id, touch);
    }
    return touch;
  }

  /** With what leans on these: what uses a tool or an index, and what guards something. */
  withDependents(ids: ReadonlySet<string>): Set<string> {
    const all = new Set(ids);
    for (const id of ids) {
      const kind = this.diagram.element.get(id)?.kind;
      const isUsed = kind === "tool" || kind === "rag_store";
      for (const { peer } of this.linksOf(id).into) if (isUsed || peer.kind === "guardrail") all.add(peer.id);
    }
    return all;
  }

  *#everything(now: Diagram): Iterable<string> {
    for (const part of ["zone", "element", "flow"] as const) {
      yield* this.diagram[part].keys();
      yield* now[part].keys();
    }
  }

  #followFlow(id: string, now: Diagram, elements: Set<string>, touch: Touch): void {
    const before = this.diagram.flow.get(id);
    const after = now.flow.get(id);
    if (before === after) return;
    if (after === undefined) this.diagram.flow.delete(id);
    else this.diagram.flow.set(id, after);
    if (before !== undefined && after !== undefined && looksTheSame(before, after)) {
      this.#forgetLinks(after);
      return;
    }
    touch.flows.add(id);
    this.#crossings.delete(id);
    for (const end of new Set([before?.sourceId, before?.targetId, after?.sourceId, after?.targetId])) {
      if (end === undefined) continue;
      elements.add(end);
      const others = this.flowsAt(end).filter((other) => other !== id);
      const isThere = after !== undefined && (after.sourceId === end || after.targetId === end);
      this.#touching.set(end, isThere ? [...others, id].sort() : others);
    }
    const shape = (flow?: Flow) => flow && `${flow.sourceId} ${flow.targetId} ${flow.bidirectional}`;
    if (shape(before) !== shape(after)) touch.isRedrawn = true;
  }

  #forgetLinks(flow: Flow): void {
    this.#links.delete(flow.sourceId);
    this.#links.delete(flow.targetId);
  }

  #followElement(id: string, now: Diagram, elements: Set<string>, touch: Touch): void {
    const before = this.diagram.element.get(id);
    const after = now.element.get(id);
    if (before === after) return;
    if (before?.zoneId != null) this.#members.get(before.zoneId)?.delete(id);
    if (after?.zoneId != null) put(this.#members, after.zoneId, id);
    if (after === undefined) this.diagram.element.delete(id);
    else this.diagram.element.set(id, after);
    if (before !== undefined && after !== undefined && looksTheSame(before, after)) return;
    elements.add(id);
    if (before === undefined || after === undefined || !onlyAnswersDiffer(before, after)) touch.isRedrawn = true;
  }

  #followZone(id: string, now: Diagram, elements: Set<string>, touch: Touch): void {
    const before = this.diagram.zone.get(id);
    const after = now.zone.get(id);
    if (before === after) return;
    if (before?.parentId != null) this.#inner.get(before.parentId)?.delete(id);
    if (after?.parentId != null) put(this.#inner, after.parentId, id);
    if (after === undefined) this.diagram.zone.delete(id);
    else this.diagram.zone.set(id, after);
    if (before !== undefined && after !== undefined && looksTheSame(before, after)) return;
    touch.isRedrawn = true;
    const waiting = [id];
    const met = new Set<string>();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (met.has(next)) continue;
      met.add(next);
      for (const member of this.#members.get(next) ?? NO_FLOWS) elements.add(member);
      waiting.push(...(this.#inner.get(next) ?? NO_FLOWS));
    }
  }

  /** An element that changed, its flows, and its neighbours. */
  #mark(id: string, touch: Touch): void {
    touch.near.add(id);
    this.#links.delete(id);
    for (const flowId of this.flowsAt(id)) {
      touch.flows.add(flowId);
      this.#crossings.delete(flowId);
      const flow = this.diagram.flow.get(flowId);
      if (flow === undefined) continue;
      for (const end of [flow.sourceId, flow.targetId]) {
        touch.near.add(end);
        this.#links.delete(end);
      }
    }
  }
}
