import type { Neighbour } from "../../inventory/queries/node-facts.ts";
import type { PredicateId } from "../../knowledge/predicates.ts";

/** What the inventory says about one question, and where it says so. */
export type Known = readonly [predicate: PredicateId, value: "yes" | "no", from: string];

type Facts = Readonly<Record<string, unknown>>;

/** The text of a field; empty when there is none. */
export function textOf(facts: Facts, field: string): string {
  const value = facts[field];
  return typeof value === "string" ? value : "";
}

/** The answer to whether something holds. */
export function yesIf(holds: boolean): "yes" | "no" {
  return holds ? "yes" : "no";
}

/** At most 80 characters of a text. */
export function short(value: string): string {
  return value.length > 80 ? `${value.slice(0, 79)}…` : value;
}

/** What a dataset states about data of people. `where` begins the words: "Dataset record: ". */
export function personalData(facts: Facts, where: string): Known[] {
  const stated = textOf(facts, "personalData");
  if (stated !== "yes" && stated !== "no" && stated !== "special") return [];
  const words = `${where}personal data ${stated === "special" ? "of special categories" : stated}`;
  return [
    ["node.personal_data", yesIf(stated !== "no"), words],
    ["node.special_category_data", yesIf(stated === "special"), words],
  ];
}

/** Who supplies a thing. */
export function suppliersIn(from: readonly Neighbour[]): Neighbour[] {
  return from.filter(({ relation }) => relation === "supplied_by");
}

/** A model's file that can run code when it is loaded. */
export const RUNS_CODE = /\.(?:pkl|pickle|joblib|pt|pth|bin|ckpt|h5|hdf5|keras|dill|sav|mar|nemo|npy|cloudpickle)$/i;

/** One statement for each question: of two that disagree the yes, else the first. */
export function settled(known: readonly Known[]): Partial<Record<PredicateId, { value: "yes" | "no"; from: string }>> {
  const found: Partial<Record<PredicateId, { value: "yes" | "no"; from: string }>> = {};
  for (const [predicate, value, from] of known) {
    const before = found[predicate];
    if (before === undefined || (before.value === "no" && value === "yes")) found[predicate] = { value, from };
  }
  return found;
}
