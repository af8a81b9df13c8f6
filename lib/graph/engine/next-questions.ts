import { predicateIds } from "../../knowledge/predicates.ts";
import { severityRank } from "../../knowledge/severity.ts";
import type { OpenQuestion, Suggestion } from "./suggestion.ts";

/** A question to ask next. `settles` counts the suggestions that one answer or the other would settle. */
export type NextQuestion = Omit<OpenQuestion, "part"> & { settles: number };

/** How many suggestions, of two at most, the answers yes and no to one question would settle. */
function settledBy(suggestion: Suggestion, asked: OpenQuestion): number {
  const others = suggestion.unknown.filter((question) => question !== asked);
  const isLastNeed = asked.part === "all" ? others.length === 0 : others.every(({ part }) => part === "any");
  const endsIt = asked.part === "all" || others.every(({ part }) => part === "all");
  return (isLastNeed ? 1 : 0) + (endsIt ? 1 : 0);
}

/**
 * The questions about one element or flow whose answers settle most of its suggestions, the severest counting more; at most
 * five, most useful first.
 */
export function nextQuestions(suggestions: readonly Suggestion[], max = 5): NextQuestion[] {
  const found = new Map<string, NextQuestion & { weight: number }>();
  for (const suggestion of suggestions) {
    for (const asked of suggestion.unknown) {
      const key = `${asked.predicate} ${asked.askOf}`;
      const settles = settledBy(suggestion, asked);
      const { predicate, askOf, question } = asked;
      const entry = found.get(key) ?? { predicate, askOf, question, settles: 0, weight: 0 };
      entry.settles += settles > 0 ? 1 : 0;
      entry.weight += (settles + 0.25) * (severityRank(suggestion.severity) + 1);
      found.set(key, entry);
    }
  }
  const order = new Map(predicateIds.map((id, index) => [id, index]));
  const place = ({ predicate }: NextQuestion) => order.get(predicate) ?? 0;
  return [...found.values()]
    .sort((a, b) => b.weight - a.weight || place(a) - place(b) || (a.askOf < b.askOf ? -1 : 1))
    .slice(0, max)
    .map(({ predicate, askOf, question, settles }) => ({ predicate, askOf, question, settles }));
}
