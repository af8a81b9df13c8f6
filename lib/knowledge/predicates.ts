import data from "./data/predicates.json";

/** A fact that a threat can ask for, about an element (`node.…`) or a flow (`flow.…`). */
export type PredicateId = keyof typeof data;

export type Predicate = {
  id: PredicateId;
  scope: "node" | "flow";
  /** For people; answered yes, no, or we do not know. Yes means that the fact holds. */
  question: string;
  /** The fact as a clause: "it can be reached from the internet". */
  holds: string;
  /** What would have to be so that it no longer holds, as a clause. */
  without: string;
  /** How the diagram shows it; null when only the inventory or a person can know. */
  derived: string | null;
};

export const predicateIds = Object.keys(data) as [PredicateId, ...PredicateId[]];

/** Everything that threats can ask for, by id, in the order of asking. */
export const predicates: Readonly<Record<PredicateId, Predicate>> = Object.fromEntries(
  predicateIds.map((id) => [id, { id, scope: id.startsWith("flow.") ? "flow" : "node", ...data[id] }]),
) as Record<PredicateId, Predicate>;

/** Whether a text is the id of a predicate. */
export function isPredicate(id: string): id is PredicateId {
  return Object.hasOwn(data, id);
}
