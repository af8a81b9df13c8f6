import { answer, type Answer } from "../answer.ts";
import { isCount } from "./is-count.ts";
import type { CountModel } from "./negative-binomial-tail.ts";

const LEAST = 5;

/**
 * Mean and overdispersion of past counts by moments: size = mean²/(variance − mean), null when the variance does not
 * exceed the mean (Anscombe 1950). Values that are no whole numbers do not count. "not_enough_data" below five.
 */
export function fitCountModel(history: readonly unknown[]): Answer<CountModel> {
  const counts = history.filter(isCount);
  if (counts.length < LEAST) return { status: "not_enough_data" };
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
  const excess = variance - mean;
  return answer({ mean, size: excess > mean * 1e-9 && mean > 0 ? (mean * mean) / excess : null });
}
