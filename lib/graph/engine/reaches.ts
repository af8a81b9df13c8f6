import type { PredicateId } from "../../knowledge/predicates.ts";
import type { ElementKind } from "../kinds.ts";
import type { DiagramElement } from "../schema.ts";
import type { KnownFacts } from "./facts.ts";
import type { Scene } from "./scene.ts";
import { differences, spread, type Reach, type Spreading } from "./spread.ts";

/** What spreads over paths of flows. */
export type ReachName =
  | "input"
  | "content"
  | "kept"
  | "foreign"
  | "fromOperation"
  | "towardsTraining"
  | "personal"
  | "special"
  | "confidential";
export type Reaches = Record<ReachName, Reach>;

const kinds = (...names: ElementKind[]): ReadonlySet<ElementKind> => new Set(names);

/** What hands a request on. */
const ASKING = kinds("process", "guardrail", "prompt", "agent", "inference_endpoint", "tool");
/** What hands content on without a person in between. */
const CARRYING = kinds(
  ...(["process", "feature_pipeline", "guardrail", "store", "dataset", "rag_store", "tool", "logs"] as const),
);
/** What makes content out of what it receives: it is read later, by others. */
export const KEEPING = kinds("dataset", "store", "rag_store", "logs", "tool", "feature_pipeline");
const RUNNING = kinds("inference_endpoint", "agent");
const LEARNING_WAY = kinds("process", "feature_pipeline", "store", "dataset", "logs", "human_reviewer", "rag_store");
/** What ends a spreading of data: outsiders, people, and what only looks on. */
const DATA_ENDS = kinds("actor", "human_reviewer", "third_party_model", "ci_cd", "guardrail", "evaluation");

const TAINTS = {
  personal: "node.personal_data",
  special: "node.special_category_data",
  confidential: "node.sensitive",
} as const satisfies Partial<Record<ReachName, PredicateId>>;

const NONE: Reach = new Map();

/** Nothing has spread yet. */
export function noReaches(): Reaches {
  return {
    input: NONE,
    content: NONE,
    kept: NONE,
    foreign: NONE,
    fromOperation: NONE,
    towardsTraining: NONE,
    personal: NONE,
    special: NONE,
    confidential: NONE,
  };
}

type SeedName = "senders" | "places" | "running" | "training" | keyof typeof TAINTS;

/** Which elements something begins at; kept up to date element by element. */
export class Seeds {
  readonly sets: Record<SeedName, Set<string>> = {
    senders: new Set(),
    places: new Set(),
    running: new Set(),
    training: new Set(),
    personal: new Set(),
    special: new Set(),
    confidential: new Set(),
  };

  /** Looks at an element again. Returns whether it begins something now that it did not, or no longer does. */
  look(scene: Scene, id: string, facts: KnownFacts): boolean {
    const element = scene.diagram.element.get(id);
    const is = element === undefined ? null : this.#of(scene, element, facts);
    let changed = false;
    for (const name of Object.keys(this.sets) as SeedName[]) {
      const should = is?.[name] ?? false;
      if (should === this.sets[name].has(id)) continue;
      changed = true;
      if (should) this.sets[name].add(id);
      else this.sets[name].delete(id);
    }
    return changed;
  }

  #of(scene: Scene, element: DiagramElement, facts: KnownFacts): Record<SeedName, boolean> {
    const isPublic = scene.side(element) === "public";
    const says = (predicate: PredicateId) =>
      element.answers[predicate] === "yes" || facts[element.id]?.[predicate]?.value === "yes";
    return {
      senders: isPublic,
      places: isPublic && element.kind !== "actor",
      running: RUNNING.has(element.kind),
      training: element.kind === "training_pipeline",
      personal: says(TAINTS.personal),
      special: says(TAINTS.special),
      confidential: says(TAINTS.confidential),
    };
  }
}

type Simple = Exclude<ReachName, "kept">;

function spreadings({ sets }: Seeds): Record<Simple, Spreading> {
  const along = "along" as const;
  const carries = ({ kind }: DiagramElement) => CARRYING.has(kind);
  const learns = ({ kind }: DiagramElement) => LEARNING_WAY.has(kind);
  const data = ({ kind }: DiagramElement) => !DATA_ENDS.has(kind);
  return {
    input: { seeds: sets.senders, goesOn: ({ kind }) => ASKING.has(kind), direction: along },
    content: { seeds: sets.senders, goesOn: carries, direction: along },
    foreign: { seeds: sets.places, goesOn: carries, direction: along },
    fromOperation: { seeds: sets.running, goesOn: learns, direction: along },
    towardsTraining: { seeds: sets.training, goesOn: learns, direction: "against" },
    personal: { seeds: sets.personal, goesOn: data, direction: along },
    special: { seeds: sets.special, goesOn: data, direction: along },
    confidential: { seeds: sets.confidential, goesOn: data, direction: along },
  };
}

/** Content that outsiders wrote and something keeps, from there on. */
function keeping(scene: Scene, { sets }: Seeds, content: Reach): Spreading {
  const seeds = new Set(sets.places);
  for (const id of content.keys()) {
    const kind = scene.diagram.element.get(id)?.kind;
    if (kind !== undefined && KEEPING.has(kind)) seeds.add(id);
  }
  return { seeds, begun: content, goesOn: ({ kind }) => CARRYING.has(kind), direction: "along" };
}

/** Spreads everything anew. `changed` are the elements that something now reaches otherwise than in `before`. */
export function spreadAll(scene: Scene, seeds: Seeds, before: Reaches): { reaches: Reaches; changed: Set<string> } {
  const reaches = noReaches();
  for (const [name, spreading] of Object.entries(spreadings(seeds)) as [Simple, Spreading][]) {
    reaches[name] = spread(scene, spreading, before[name]);
  }
  reaches.kept = spread(scene, keeping(scene, seeds, reaches.content), before.kept);
  const changed = new Set<string>();
  for (const name of Object.keys(reaches) as ReachName[]) {
    for (const id of differences(before[name], reaches[name])) changed.add(id);
  }
  return { reaches, changed };
}
