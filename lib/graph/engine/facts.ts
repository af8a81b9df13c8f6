import type { PredicateId } from "../../knowledge/predicates.ts";
import type { Answer } from "../schema.ts";

/** Who knows a fact: the drawing, the inventory, or somebody who answered a question. */
export type FactSource = "diagram" | "inventory" | "answer";

/** What one source says. `about` holds ids of the elements, flows and zones that it speaks of, where it begins first. */
export type Statement = { value: "yes" | "no"; from: FactSource; words: string; about: readonly string[] };

/** What is known, from all sources. `contradicts` holds the statements that say otherwise, for everybody to see. */
export type Fact = {
  predicate: PredicateId;
  value: Answer;
  from: FactSource | "nobody";
  words: string;
  about: readonly string[];
  contradicts: readonly Statement[];
};

/** What the inventory knows of one element or flow; `from` are words such as "Sensitivity in the inventory: confidential". */
export type KnownFact = { value: "yes" | "no"; from: string };

/** What the inventory knows: id of an element or flow → predicate → fact. */
export type KnownFacts = Readonly<Record<string, Readonly<Partial<Record<PredicateId, KnownFact>>>>>;

/** A clause as a sentence without its full stop. */
export function capital(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
