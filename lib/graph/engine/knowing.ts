import type { PredicateId } from "../../knowledge/predicates.ts";
import type { DiagramElement } from "../schema.ts";
import { decideFact, type Shown } from "./decide-fact.ts";
import { inheritedFromTools, shownOfElement } from "./derive-element.ts";
import { shownOfFlow } from "./derive-flow.ts";
import { capital, type Fact, type KnownFacts } from "./facts.ts";
import { noReaches, type Reaches } from "./reaches.ts";
import type { Scene } from "./scene.ts";

type Memo = Map<PredicateId, Fact>;

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
    let memo = this.#memo.get(targetId);
    if (memo === undefined) this.#memo.set(targetId, (memo = new Map<PredicateId, Fact>()));
    const known = memo.get(predicate);
    if (known !== undefined) return known;
    const fact = this.#work(targetId, predicate);
    memo.set(predicate, fact);
    return fact;
  }

  #work(targetId: string, predicate: PredicateId): Fact {
    const isFlow = this.scene.diagram.flow.has(targetId);
    if (predicate.startsWith("flow.")) {
      return isFlow ? this.#ofFlow(targetId, predicate) : this.#ofFlowsAt(targetId, predicate);
    }
    return isFlow ? this.#ofEnds(targetId, predicate) : this.#ofElement(targetId, predicate);
  }

  #ofFlow(id: string, predicate: PredicateId): Fact {
    const { scene } = this;
    const flow = scene.diagram.flow.get(id);
    const source = flow && scene.diagram.element.get(flow.sourceId);
    const target = flow && scene.diagram.element.get(flow.targetId);
    const shown = flow && source && target ? (shownOfFlow[predicate]?.({ scene, flow, source, target }) ?? null) : null;
    return decideFact(predicate, {
      shown,
      known: this.facts[id]?.[predicate],
      answer: flow?.answers[predicate],
      targetId: id,
    });
  }

  #ofElement(id: string, predicate: PredicateId): Fact {
    const element = this.scene.diagram.element.get(id);
    const shown = element === undefined ? null : this.#shown(element, predicate);
    const known = this.facts[id]?.[predicate];
    return decideFact(predicate, { shown, known, answer: element?.answers[predicate], targetId: id });
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

  #ofFlowsAt(id: string, predicate: PredicateId): Fact {
    const facts = this.scene.flowsAt(id).map((flowId) => this.factOf(flowId, predicate));
    const holding = facts.filter(({ value }) => value === "yes");
    const [first] = holding;
    if (first === undefined) {
      const none: Fact = {
        predicate,
        value: "no",
        from: "diagram",
        words: facts.length === 0 ? "No flow leads to or from it" : "No flow at it does",
        about: [id],
        contradicts: [],
      };
      return facts.find(({ value }) => value === "unknown") ?? none;
    }
    if (holding.length === 1) return first;
    const more = holding.length === 2 ? "and 1 more flow" : `and ${holding.length - 1} more flows`;
    return { ...first, words: `${first.words}, ${more}`, about: [...new Set(holding.flatMap(({ about }) => about))] };
  }

  #ofEnds(id: string, predicate: PredicateId): Fact {
    const flow = this.scene.diagram.flow.get(id);
    const ends = flow === undefined ? [] : [...new Set([flow.sourceId, flow.targetId])];
    const facts = ends.map((end) => ({ end, fact: this.factOf(end, predicate) }));
    const known = facts.find(({ fact }) => fact.value === "yes");
    const first = known ?? facts.find(({ fact }) => fact.value === "unknown") ?? facts[0];
    if (first === undefined)
      return decideFact(predicate, { shown: null, known: undefined, answer: undefined, targetId: id });
    const name = this.scene.diagram.element.get(first.end)?.name ?? "";
    return first.fact.value === "unknown"
      ? first.fact
      : { ...first.fact, words: `${name}: ${capital(first.fact.words)}` };
  }
}
