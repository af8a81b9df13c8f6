import type { Answer } from "../answer.ts";
import { fisherExact } from "./fisher-exact.ts";
import { isCount } from "./is-count.ts";

/** A category that is on one side only. */
export interface ChangedCategory {
  readonly category: string;
  readonly count: number;
  /** Its share of the side it is on, 0 to 1. */
  readonly share: number;
  /** The chance that all its values fall on this side if nothing changed; adjust it over the categories. */
  readonly p: number;
}

export interface CategoryChange {
  /** In the current window, not in the reference; the largest first. */
  readonly appeared: readonly ChangedCategory[];
  /** In the reference, not in the current window; the largest first. */
  readonly lost: readonly ChangedCategory[];
}

type Categories = ReadonlyMap<string, number>;

const sizeOf = (categories: Categories): number => [...categories.values()].reduce((sum, count) => sum + count, 0);

function onlyIn(here: Categories, there: Categories): ChangedCategory[] {
  const [total, other] = [sizeOf(here), sizeOf(there)];
  return [...here]
    .filter(([category, count]) => count > 0 && (there.get(category) ?? 0) === 0)
    .map(([category, count]) => {
      const test = fisherExact({ count, total }, { count: 0, total: other });
      return { category, count, share: count / total, p: test.status === "ok" ? test.more : 1 };
    })
    .sort((left, right) => right.count - left.count || (left.category < right.category ? -1 : 1));
}

/** New and lost categories of two windows, with how surprising each is (hypergeometric, exact). */
export function categoryChange(reference: Categories, current: Categories): Answer<CategoryChange> {
  if (![...reference.values(), ...current.values()].every(isCount)) return { status: "invalid_input" };
  if (sizeOf(reference) === 0 || sizeOf(current) === 0) return { status: "not_enough_data" };
  return { status: "ok", appeared: onlyIn(current, reference), lost: onlyIn(reference, current) };
}
