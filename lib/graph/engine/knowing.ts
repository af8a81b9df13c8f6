import { predicateIds, type PredicateId } from "../../knowledge/predicates.ts";
import type { DiagramElement, Flow } from "../schema.ts";
import { decideFact, type Shown } from "./decide-fact.ts";
import { inheritedFromTools, shownOfElement } from "./derive-element.ts";
import { shownOfFlow } from "./derive-flow.ts";
import { capital, type Fact, type KnownFacts } from "./facts.ts";
import { noReaches, type Reaches } from "./reaches.ts";
import type { Scene } from "./scene.ts";

/** Facts stand at the place of their predicate: with hundreds of thousands of them, maps cost more than the work. */
type Memo = { self: readonly string[]; facts: (Fact | undefined)[] };

const places = new Map(predicateIds.map((id, place) => [id, place]));

const NOTHING: readonly never[] = [];

/** Everything known about the things of a scene, worked out when asked for and kept until forgotten. */
export class Knowing {
  readonly scene: Scene;
  facts: KnownFacts;
  reaches: Reaches = noReaches();
  readonly #memo = new Map<string, Memo>();

  constructor(scene: Scene, facts: KnownFacts) {
    this.scene = scene;
    this.facts = facts;
  }

  /** Forgets what was worked out about an element or flow. */
  forget(id: string): void {
    this.#memo.delete(id);
  }

  /**
   * One fact about an element or flow. For an element, a fact of flows holds when it holds for a flow at it; for a flow, a
   * fact of elements holds when it holds at either end.
   */
  factOf(targetId: string, predicate: PredicateId): Fact {
    const memo = this.#memoOf(targetId);
    const place = places.get(predicate) ?? 0;
    const known = memo.facts[place];
    if (known !== undefined) return known;
    const fact = this.#work(targetId, predicate, memo.self);
    memo.facts[place] = fact;
    return fact;
  }

  #memoOf(targetId: string): Memo {
    const known = this.#memo.get(targetId);
    if (known !== undefined) return known;
    const memo: Memo = { self: [targetId], facts: new Array<Fact | undefined>(predicateIds.length).fill(undefined) };
    this.#memo.set(targetId, memo);
    return memo;
  }

  #work(targetId: string, predicate: PredicateId, self: readonly string[]): Fact {
    const flow = this.scene.diagram.flow.get(targetId);
    if (predicate.startsWith("flow.")) {
      return flow === undefined ? this.#ofFlowsAt(targetId, predicate, self) : this.#ofFlow(flow, predicate, self);
    }
    return flow === undefined ? this.#ofElement(targetId, predicate, self) : this.#ofEnds(flow, predicate, self);
  }

  #ofFlow(flow: Flow, predicate: PredicateId, self: readonly string[]): Fact {
    const { scene } = this;
    const source = scene.diagram.element.get(flow.sourceId);
    const target = scene.diagram.element.get(flow.targetId);
    const shown = source && target ? (shownOfFlow[predicate]?.({ scene, flow, source, target }) ?? null) : null;
    return decideFact(predicate, {
      shown,
      known: this.facts[flow.id]?.[predicate],
      answer: flow.answers[predicate],
      self,
    });
  }

  #ofElement(id: string, predicate: PredicateId, self: readonly string[]): Fact {
    const element = this.scene.diagram.element.get(id);
    const shown = element === undefined ? null : this.#shown(element, predicate);
    const known = this.facts[id]?.[predicate];
    return decideFact(predicate, { shown, known, answer: element?.answers[predicate], self });
  }

  #shown(element: DiagramElement, predicate: PredicateId): Shown | null {
    const links = this.scene.linksOf(element.id);
    const own = shownOfElement[predicate]?.({ scene: this.scene, element, links, reaches: this.reaches }) ?? null;
    if (own?.value === "yes" || !inheritedFromTools.has(predicate)) return own;
    if (element.kind !== "agent" && element.kind !== "inference_endpoint") return own;
    for (const { peer, flow } of links.outOf) {
      if (peer.kind !== "tool") continue;
      const fact = this.factOf(peer.id, predicate);
      if (fact.value !== "yes") continue;
      return {
        value: "yes",
        words: `Its tool ${peer.name}: ${fact.words}`,
        about: [element.id, flow.id, ...fact.about],
      };
    }
    return own;
  }

  #ofFlowsAt(id: string, predicate: PredicateId, self: readonly string[]): Fact {
    const holding: Fact[] = [];
    let open: Fact | undefined;
    const flows = this.scene.flowsAt(id);
    for (const flowId of flows) {
      const fact = this.factOf(flowId, predicate);
      if (fact.value === "yes") holding.push(fact);
      else if (fact.value === "unknown") open ??= fact;
    }
    const [first] = holding;
    if (first === undefined) {
      const words = flows.length === 0 ? "No flow leads to or from it" : "No flow at it does";
      return open ?? { predicate, value: "no", from: "diagram", words, about: self, contradicts: NOTHING };
    }
    if (holding.length === 1) return first;
    const more = holding.length === 2 ? "and 1 more flow" : `and ${holding.length - 1} more flows`;
    return { ...first, words: `${first.words}, ${more}`, about: [...new Set(holding.flatMap(({ about }) => about))] };
  }

  #ofEnds(flow: Flow, predicate: PredicateId, self: readonly string[]): Fact {
    const source = this.factOf(flow.sourceId, predicate);
    const target = this.factOf(flow.targetId, predicate);
    const rank = { yes: 2, unknown: 1, no: 0 };
    const [end, fact] = rank[target.value] > rank[source.value] ? [flow.targetId, target] : [flow.sourceId, source];
    if (fact.value === "unknown") return fact;
    if (fact.value === "no") return { ...fact, about: self };
    const name = this.scene.diagram.element.get(end)?.name ?? "";
    return { ...fact, words: `${name}: ${capital(fact.words)}` };
  }
}
