import { predicates, type PredicateId } from "../../knowledge/predicates.ts";
import type { Answer } from "../schema.ts";
import { capital, type Fact, type KnownFact, type Statement } from "./facts.ts";

/** What the drawing shows, without the source. */
export type Shown = Omit<Statement, "from">;

/** `self` holds the id of what the fact is about, alone. */
type Sources = {
  shown: Shown | null;
  known: KnownFact | undefined;
  answer: Answer | undefined;
  self: readonly string[];
};

const NONE: readonly Statement[] = [];

function answered(predicate: PredicateId, answer: Answer | undefined, about: readonly string[]): Statement | null {
  if (answer !== "yes" && answer !== "no") return null;
  const { holds, without } = predicates[predicate];
  return { value: answer, from: "answer", words: capital(answer === "yes" ? holds : without), about };
}

/**
 * One fact out of what the drawing shows, the inventory knows and somebody answered. Whoever knows wins over who does not; of
 * two that disagree the yes counts, because a threat that is looked at once too often costs less than one that is missed, and
 * the other stands in `contradicts`.
 */
export function decideFact(predicate: PredicateId, { shown, known, answer, self }: Sources): Fact {
  if (known === undefined && (answer === undefined || answer === "unknown")) {
    if (shown !== null) {
      return {
        predicate,
        value: shown.value,
        from: "diagram",
        words: shown.words,
        about: shown.about,
        contradicts: NONE,
      };
    }
    const words = predicates[predicate].question;
    return { predicate, value: "unknown", from: "nobody", words, about: self, contradicts: NONE };
  }
  const said: Statement | null = answered(predicate, answer, self);
  const list: Statement[] = [];
  if (shown !== null) list.push({ ...shown, from: "diagram" });
  if (known !== undefined) list.push({ value: known.value, from: "inventory", words: known.from, about: self });
  if (said !== null) list.push(said);
  const first = list.find(({ value }) => value === "yes") ?? list[0];
  if (first === undefined) return decideFact(predicate, { shown, known: undefined, answer: undefined, self });
  const contradicts = list.filter(({ value }) => value !== first.value);
  return { predicate, value: first.value, from: first.from, words: first.words, about: first.about, contradicts };
}
