import { predicates, type PredicateId } from "../../knowledge/predicates.ts";
import type { Severity, Threat } from "../../knowledge/schema.ts";
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

const severities: readonly Severity[] = ["low", "medium", "high", "critical"];

/** One level more, up to critical. */
export function raised(severity: Severity): Severity {
  return severities[severities.indexOf(severity) + 1] ?? "critical";
}

/** Low is 0, critical 3. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

const ALWAYS = ["It applies to everything of this kind. Decide it, or say why this is out of scope."];

function enumerate(clauses: readonly string[]): string {
  if (clauses.length < 2) return clauses.join("");
  return `${clauses.slice(0, -1).join(", ")} and ${clauses.at(-1) ?? ""}`;
}

/** What would make it go away: each fact of `all` by itself, or all that hold (or might) of `any` together. */
function goingAway(all: readonly PredicateId[], any: readonly PredicateId[]): readonly string[] {
  const alone = all.map((predicate) => `It goes away when ${predicates[predicate].without}.`);
  const together = any.map((predicate) => predicates[predicate].without);
  return together.length === 0
    ? alone.length === 0
      ? ALWAYS
      : alone
    : [...alone, `It goes away when ${enumerate(together)}.`];
}

/** What one threat means for one target, before words are made of it. */
export type Outcome = {
  fires: boolean;
  reasons: Fact[];
  unknown: { fact: Fact; part: "all" | "any" }[];
  failing: Fact[];
};

/** Weighs the facts that a threat asks for. It applies when `failing` is empty. */
export function weigh(threat: Threat, targetId: string, knowing: Knowing): Outcome {
  const outcome: Outcome = { fires: true, reasons: [], unknown: [], failing: [] };
  for (const predicate of threat.when.all) {
    const fact = knowing.factOf(targetId, predicate);
    if (fact.value === "yes") outcome.reasons.push(fact);
    else if (fact.value === "unknown") outcome.unknown.push({ fact, part: "all" });
    else outcome.failing.push(fact);
  }
  if (outcome.failing.length === 0 && threat.when.any.length > 0) {
    const facts = threat.when.any.map((predicate) => knowing.factOf(targetId, predicate));
    const holding = facts.filter(({ value }) => value === "yes");
    const open = facts.filter(({ value }) => value === "unknown");
    outcome.reasons.push(...holding);
    if (holding.length === 0) outcome.unknown.push(...open.map((fact) => ({ fact, part: "any" as const })));
    if (holding.length === 0 && open.length === 0) outcome.failing.push(...facts);
  }
  outcome.fires = outcome.failing.length === 0 && outcome.unknown.length === 0;
  return outcome;
}

type Target = { id: string; type: "element" | "flow" };

/** The suggestion of one threat for one target; null when its conditions do not hold. */
export function suggestOne(threat: Threat, target: Target, knowing: Knowing): Suggestion | null {
  const outcome = weigh(threat, target.id, knowing);
  if (outcome.failing.length > 0) return null;
  const raisedBy = threat.raiseWhen
    .map((predicate) => knowing.factOf(target.id, predicate))
    .filter(({ value }) => value === "yes");
  const isOpen = (predicate: PredicateId) => knowing.factOf(target.id, predicate).value !== "no";
  return {
    key: suggestionKey(threat.id, target.id),
    threatId: threat.id,
    targetId: target.id,
    target: target.type,
    status: outcome.fires ? "fires" : "to_confirm",
    severity: raisedBy.length > 0 ? raised(threat.severity) : threat.severity,
    reasons: outcome.reasons,
    raisedBy,
    unknown: outcome.unknown.map(({ fact, part }) => ({
      predicate: fact.predicate,
      askOf: fact.about[0] ?? target.id,
      question: predicates[fact.predicate].question,
      part,
    })),
    goesAway: goingAway(threat.when.all, threat.when.any.filter(isOpen)),
  };
}
