import { negativeBinomialTail } from "../../stats/counts/negative-binomial-tail.ts";
import type { AnomalyState } from "./anomaly-state.ts";
import type { Expectation } from "./expect-next.ts";

const LARGE_COUNT = 100;
const RARE = 0.5;
const UNDERDISPERSED = 0.25;

/** Chances of a count at least, and at most, this large. */
export interface CountP {
  readonly up: number;
  readonly down: number;
  /** Standard deviation of the count's distribution. */
  readonly deviation: number;
}

/**
 * For a series of small counts (whole numbers from 0 on, 100 expected at most, and not much steadier than chance): the
 * tails of a negative binomial distribution whose variance is the series' own, Poisson's at least. Null for any other
 * series. The mean is not taken as lower (for the upper tail) or higher (lower tail) than its long-term average.
 */
export function countP(state: AnomalyState, value: number, { expected }: Expectation): CountP | null {
  if (!state.whole || !Number.isSafeInteger(value) || value < 0 || expected > LARGE_COUNT) return null;
  const floor = 0.5 / (state.n + 1);
  const [most, least] = [Math.max(expected, state.mean, floor), Math.max(Math.min(expected, state.mean), floor)];
  if (most > RARE && state.errors.square < most * UNDERDISPERSED) return null;
  const tails = (mean: number) => {
    const excess = Math.max(state.errors.square, mean) - mean;
    return negativeBinomialTail(value, { mean, size: excess > mean * 1e-6 ? (mean * mean) / excess : null });
  };
  const [high, low] = [tails(most), tails(least)];
  if (high.status !== "ok" || low.status !== "ok") return null;
  return { up: high.atLeast, down: low.atMost, deviation: Math.sqrt(Math.max(state.errors.square, most)) };
}
