import { answer, type Answer } from "../answer.ts";
import { chiSquareTail } from "../special/chi-square-tail.ts";
import { comparedCounts } from "./compared-counts.ts";

export interface ChiSquare {
  readonly statistic: number;
  readonly degrees: number;
  readonly p: number;
  /** Cramér's V, 0 to 1: the size of the effect. */
  readonly cramersV: number;
  /** The smallest expected count: below 5 p is only rough. */
  readonly leastExpected: number;
}

/**
 * Pearson's chi-square test that two rows of counts come from the same distribution: both rows are samples, neither is
 * taken as exact, so that a new category is no infinity. No continuity correction. Cells empty in both do not count.
 */
export function chiSquare(reference: readonly number[], current: readonly number[]): Answer<ChiSquare> {
  const counts = comparedCounts(reference, current);
  if (counts.status !== "ok") return counts;
  const total = counts.n + counts.m;
  let statistic = 0;
  let leastExpected = Infinity;
  counts.reference.forEach((left, index) => {
    const right = counts.current[index] ?? 0;
    const expected = ((left + right) / total) * counts.n;
    const beside = ((left + right) / total) * counts.m;
    statistic += (left - expected) ** 2 / expected + (right - beside) ** 2 / beside;
    leastExpected = Math.min(leastExpected, expected, beside);
  });
  const degrees = counts.reference.length - 1;
  const cramersV = Math.min(1, Math.sqrt(statistic / total));
  return answer({ statistic, degrees, p: chiSquareTail(statistic, degrees), cramersV, leastExpected });
}
