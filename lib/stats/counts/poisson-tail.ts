import { answer, type Answer } from "../answer.ts";
import { gammaP, gammaQ } from "../special/incomplete-gamma.ts";
import { isCount } from "./is-count.ts";

/** How surprising a count is: the chance of at least that many, and of at most that many. */
export interface CountTails {
  readonly atLeast: number;
  readonly atMost: number;
}

/**
 * P(N ≥ count) and P(N ≤ count) of the Poisson distribution with the given mean (≥ 0), by the incomplete gamma functions
 * (DLMF 8.4.8–8.4.10), accurate to 1e-9 relative where they are tiny.
 */
export function poissonTail(count: number, mean: number): Answer<CountTails> {
  if (!isCount(count) || !Number.isFinite(mean) || mean < 0) return { status: "invalid_input" };
  if (mean === 0) return answer({ atLeast: count === 0 ? 1 : 0, atMost: 1 });
  return answer({ atLeast: count === 0 ? 1 : gammaP(count, mean), atMost: gammaQ(count + 1, mean) });
}
