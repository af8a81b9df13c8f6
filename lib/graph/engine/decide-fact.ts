import { predicates, type PredicateId } from "../../knowledge/predicates.ts";
import type { Answer } from "../schema.ts";
import { capital, type Fact, type KnownFact, type Statement } from "./facts.ts";

/** What the drawing shows, without the source. */
export type Shown = Omit<Statement, "from">;

type Sources = { shown: Shown | null; known: KnownFact | undefined; answer: Answer | undefined; targetId: string };

function statements(predicate: PredicateId, { shown, known, answer, targetId }: Sources): Statement[] {
  const list: Statement[] = [];
  if (shown !== null) list.push({ ...shown, from: "diagram" });
  if (known !== undefined) list.push({ value: known.value, from: "inventory", words: known.from, about: [targetId] });
  if (answer === "yes" || answer === "no") {
    const { holds, without } = predicates[predicate];
    const words = capital(answer === "yes" ? holds : without);
    list.push({ value: answer, from: "answer", words, about: [targetId] });
  }
  return list;
}

/**
 * One fact out of what the drawing shows, the inventory knows and somebody answered. Whoever knows wins over who does not; of
 * two that disagree the yes counts, because a threat that is looked at once too often costs less than one that is missed, and
 * the other stands in `contradicts`.
 */
export function decideFact(predicate: PredicateId, sources: Sources): Fact {
  const list = statements(predicate, sources);
  const first = list.find(({ value }) => value === "yes") ?? list[0];
  if (first === undefined) {
    const words = predicates[predicate].question;
    return { predicate, value: "unknown", from: "nobody", words, about: [sources.targetId], contradicts: [] };
  }
  const contradicts = list.filter(({ value }) => value !== first.value);
  return { predicate, value: first.value, from: first.from, words: first.words, about: first.about, contradicts };
}
