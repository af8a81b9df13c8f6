import { builtInPacks } from "../../knowledge/packs.ts";
import type { Threat, ThreatPack } from "../../knowledge/schema.ts";
import type { Diagram } from "../diagram.ts";
import type { AssetType } from "../kinds.ts";
import type { KnownFacts } from "./facts.ts";
import { Knowing } from "./knowing.ts";
import { Seeds, spreadAll } from "./reaches.ts";
import { Scene, type Touch } from "./scene.ts";
import { severityRank } from "../../knowledge/severity.ts";
import { suggestOne, type Suggestion } from "./suggestion.ts";

export type SuggesterOptions = {
  /** The packs that are switched on; of two threats with one id the first counts. Default: those of the product. */
  packs?: readonly ThreatPack[];
  facts?: KnownFacts;
};

/** The threats of packs by their ids, in the order of ids; of two with one id the first counts. */
export function threatsOf(packs: readonly ThreatPack[]): Map<string, Threat> {
  const list = packs.flatMap(({ threats }) => threats);
  const byId = new Map<string, Threat>();
  for (const threat of list) if (!byId.has(threat.id)) byId.set(threat.id, threat);
  return new Map([...byId].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byAsset(threats: Iterable<Threat>): Map<AssetType, Threat[]> {
  const lists = new Map<AssetType, Threat[]>();
  for (const threat of threats) {
    for (const type of new Set(threat.about)) {
      const list = lists.get(type);
      if (list === undefined) lists.set(type, [threat]);
      else list.push(threat);
    }
  }
  return lists;
}

const NOTHING: readonly Suggestion[] = [];

/**
 * Threats that a diagram calls for, kept up to date change by change: only what a change touches is looked at again, and the
 * result is the same as from the beginning. It keeps no part of the diagram that it is given, so that one may change it.
 */
export class Suggester {
  readonly threats: ReadonlyMap<string, Threat>;
  readonly knowing: Knowing;
  readonly #scene = new Scene();
  readonly #seeds = new Seeds();
  readonly #byAsset: ReadonlyMap<AssetType, readonly Threat[]>;
  readonly #byTarget = new Map<string, readonly Suggestion[]>();
  #all: readonly Suggestion[] | null = null;

  constructor(options: SuggesterOptions = {}) {
    this.threats = threatsOf(options.packs ?? builtInPacks);
    this.#byAsset = byAsset(this.threats.values());
    this.knowing = new Knowing(this.#scene, options.facts ?? {});
  }

  /**
   * Takes over a change. `changedIds` are the elements, flows and zones that were added, changed or removed (see `changedBy`);
   * without them everything is compared. Returns the elements and flows that were looked at again, removed ones too, in the
   * order of ids.
   */
  update(diagram: Diagram, changedIds?: Iterable<string>): string[] {
    return this.#lookAgain(this.#scene.follow(diagram, changedIds));
  }

  /** Takes over what the inventory knows now. Returns what was looked at again, as `update` does. */
  setFacts(facts: KnownFacts): string[] {
    const before = this.knowing.facts;
    this.knowing.facts = facts;
    const ids = new Set([...Object.keys(before), ...Object.keys(facts)]);
    const differing = [...ids].filter((id) => JSON.stringify(before[id]) !== JSON.stringify(facts[id]));
    return this.#lookAgain(this.#scene.touch(differing));
  }

  /** All suggestions: worst first, those that fire before those to confirm, then by the ids of threat and target. */
  all(): readonly Suggestion[] {
    if (this.#all !== null) return this.#all;
    const order = new Map([...this.threats.keys()].map((id, index) => [id, index]));
    const shelves = Array.from({ length: order.size * 8 }, (): Suggestion[] => []);
    for (const id of [...this.#byTarget.keys()].sort()) {
      for (const suggestion of this.#byTarget.get(id) ?? NOTHING) {
        const rank = (3 - severityRank(suggestion.severity)) * 2 + (suggestion.status === "fires" ? 0 : 1);
        const shelf = rank * order.size + (order.get(suggestion.threatId) ?? 0);
        shelves[shelf]?.push(suggestion);
      }
    }
    this.#all = shelves.flat();
    return this.#all;
  }

  /** The suggestions for one element or flow, in the order of threat ids. */
  of(targetId: string): readonly Suggestion[] {
    return this.#byTarget.get(targetId) ?? NOTHING;
  }

  /** The kind of an element or flow that is looked at, or null when it is missing or out of scope. */
  assetTypeOf(targetId: string): AssetType | null {
    const { element, flow } = this.#scene.diagram;
    const target = element.get(targetId) ?? flow.get(targetId);
    if (target === undefined || target.outOfScope !== null) return null;
    return "kind" in target ? target.kind : "data_flow";
  }

  /** Elements and flows that are looked at, in the order of ids. */
  targets(): string[] {
    const { element, flow } = this.#scene.diagram;
    return [...element.keys(), ...flow.keys()].filter((id) => this.assetTypeOf(id) !== null).sort();
  }

  /** The parts of the diagram, as last taken over. */
  get diagram(): Readonly<Diagram> {
    return this.#scene.diagram;
  }

  #lookAgain(touch: Touch): string[] {
    if (touch.near.size === 0 && touch.flows.size === 0) return [];
    let isSpread = touch.isRedrawn;
    for (const id of touch.near) isSpread = this.#seeds.look(this.#scene, id, this.knowing.facts) || isSpread;
    const near = new Set(touch.near);
    if (isSpread) {
      const { reaches, changed } = spreadAll(this.#scene, this.#seeds, this.knowing.reaches);
      this.knowing.reaches = reaches;
      for (const id of changed) near.add(id);
    }
    const elements = this.#scene.withDependents(near);
    const targets = new Set([...elements, ...touch.flows]);
    for (const id of elements) for (const flowId of this.#scene.flowsAt(id)) targets.add(flowId);
    for (const id of targets) this.knowing.forget(id);
    for (const id of targets) this.#suggestFor(id);
    this.#all = null;
    return [...targets].sort();
  }

  #suggestFor(id: string): void {
    const type = this.assetTypeOf(id);
    if (type === null) {
      this.#byTarget.delete(id);
      return;
    }
    const target = { id, type: type === "data_flow" ? ("flow" as const) : ("element" as const) };
    const found: Suggestion[] = [];
    for (const threat of this.#byAsset.get(type) ?? []) {
      const suggestion = suggestOne(threat, target, this.knowing);
      if (suggestion !== null) found.push(suggestion);
    }
    this.#byTarget.set(id, found);
  }
}

/** All suggestions for a diagram, from the beginning; see `Suggester.all` for the order. */
export function suggest(diagram: Diagram, options: SuggesterOptions = {}): readonly Suggestion[] {
  const suggester = new Suggester(options);
  suggester.update(diagram);
  return suggester.all();
}
