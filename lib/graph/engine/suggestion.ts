import { predicates, type PredicateId } from "../../knowledge/predicates.ts";
import type { Threat } from "../../knowledge/schema.ts";
import { severities, type Severity } from "../../knowledge/severity.ts";
import type { Fact } from "./facts.ts";
import type { Knowing } from "./knowing.ts";

/** Something nobody knows yet. `askOf` is the element or flow that the answer belongs to. */
export type OpenQuestion = { predicate: PredicateId; askOf: string; question: string; part: "all" | "any" };

export type Suggestion = {
  /** `<threatId>@<targetId>` */
  key: string;
  threatId: string;
  targetId: string;
  target: "element" | "flow";
  /** "fires" when everything it needs is known to hold, "to_confirm" when something is not known. */
  status: "fires" | "to_confirm";
  severity: Severity;
  /** The facts that made it fire. */
  reasons: readonly Fact[];
  /** The facts that raised its severity by one level. */
  raisedBy: readonly Fact[];
  /** What nobody knows and would settle it. */
  unknown: readonly OpenQuestion[];
  /** What would make it go away, each a sentence that is enough by itself. */
  goesAway: readonly string[];
};

/** The key of a suggestion. */
export function suggestionKey(threatId: string, targetId: string): string {
  return `${threatId}@${targetId}`;
}

/** Its threat and target, or null for anything else. */
export function parseSuggestionKey(key: string): { threatId: string; targetId: string } | null {
  const at = key.indexOf("@");
  return at < 1 || at === key.length - 1 ? null : { threatId: key.slice(0, at), targetId: key.slice(at + 1) };
}

/** One level more, up to critical. */
export function raised(severity: Severity): Severity {
  return severities[severities.indexOf(severity) + 1] ?? "critical";
}

const ALWAYS = ["It applies to everything of this kind. Decide it, or say why this is out of scope."];

function enumerate(clauses: readonly string[]): string {
  if (clauses.length < 2) return clauses.join("");
  return `${clauses.slice(0, -1).join(", ")} and ${clauses.at(-1) ?? ""}`;
}

const sentences = new WeakMap<Threat, Map<number, readonly string[]>>();

function writeGoingAway(all: readonly PredicateId[], any: readonly PredicateId[]): readonly string[] {
  const alone = all.map((predicate) => `It goes away when ${predicates[predicate].without}.`);
  if (any.length > 0)
    alone.push(`It goes away when ${enumerate(any.map((predicate) => predicates[predicate].without))}.`);
  return alone.length === 0 ? ALWAYS : alone;
}

/** What would make it go away: each fact of `all` by itself, or all that hold (or might) of `any` together. */
function goingAway(threat: Threat, mayHold: (predicate: PredicateId) => boolean): readonly string[] {
  let mask = 0;
  for (const [at, predicate] of threat.when.any.entries()) if (mayHold(predicate)) mask |= 1 << at;
  let written = sentences.get(threat);
  if (written === undefined) sentences.set(threat, (written = new Map<number, readonly string[]>()));
  const known = written.get(mask);
  if (known !== undefined) return known;
  const list = writeGoingAway(
    threat.when.all,
    threat.when.any.filter((_, at) => (mask & (1 << at)) !== 0),
  );
  written.set(mask, list);
  return list;
}

const NO_FACTS: readonly Fact[] = [];
type Open = { fact: Fact; part: "all" | "any" };

/** What one threat means for one target, before words are made of it. It applies when nothing is `failing`. */
export type Outcome = { reasons: readonly Fact[]; unknown: readonly Open[]; failing: readonly Fact[] };

/** Weighs the facts that a threat asks for. */
export function weigh({ when }: Threat, targetId: string, knowing: Knowing): Outcome {
  const reasons: Fact[] = [];
  const unknown: Open[] = [];
  let failing: Fact[] | null = null;
  for (const predicate of when.all) {
    const fact = knowing.factOf(targetId, predicate);
    if (fact.value === "yes") reasons.push(fact);
    else if (fact.value === "unknown") unknown.push({ fact, part: "all" });
    else (failing ??= []).push(fact);
  }
  if (failing !== null) return { reasons, unknown, failing };
  const open: Open[] = [];
  const before = reasons.length;
  for (const predicate of when.any) {
    const fact = knowing.factOf(targetId, predicate);
    if (fact.value === "yes") reasons.push(fact);
    else if (fact.value === "unknown") open.push({ fact, part: "any" });
    else (failing ??= []).push(fact);
  }
  const holds = when.any.length === 0 || reasons.length > before;
  if (!holds && open.length === 0) return { reasons, unknown, failing: failing ?? NO_FACTS };
  return { reasons, unknown: holds ? unknown : [...unknown, ...open], failing: NO_FACTS };
}

type Target = { id: string; type: "element" | "flow" };

function raisers({ raiseWhen }: Threat, targetId: string, knowing: Knowing): readonly Fact[] {
  let found: Fact[] | null = null;
  for (const predicate of raiseWhen) {
    const fact = knowing.factOf(targetId, predicate);
    if (fact.value === "yes") (found ??= []).push(fact);
  }
  return found ?? NO_FACTS;
}

/** The suggestion of one threat for one target; null when its conditions do not hold. */
export function suggestOne(threat: Threat, target: Target, knowing: Knowing): Suggestion | null {
  const { reasons, unknown, failing } = weigh(threat, target.id, knowing);
  if (failing.length > 0) return null;
  const raisedBy = raisers(threat, target.id, knowing);
  return {
    key: suggestionKey(threat.id, target.id),
    threatId: threat.id,
    targetId: target.id,
    target: target.type,
    status: unknown.length === 0 ? "fires" : "to_confirm",
    severity: raisedBy.length > 0 ? raised(threat.severity) : threat.severity,
    reasons,
    raisedBy,
    unknown: unknown.map(({ fact, part }) => ({
      predicate: fact.predicate,
      askOf: fact.about[0] ?? target.id,
      question: predicates[fact.predicate].question,
      part,
    })),
    goesAway: goingAway(threat, (predicate) => knowing.factOf(target.id, predicate).value !== "no"),
  };
}
