import { answer, type Answer } from "../answer.ts";
import { incompleteBeta } from "../special/incomplete-beta.ts";
import { isCount } from "./is-count.ts";
import { poissonTail, type CountTails } from "./poisson-tail.ts";

/** A count's distribution: variance = mean + mean²/size. Without a size it is Poisson's. */
export interface CountModel {
  readonly mean: number;
  /** More than 0; null for no overdispersion. */
  readonly size: number | null;
}

/**
 * P(N ≥ count) and P(N ≤ count) of the negative binomial distribution (DLMF 8.17.24): I_x(count, size) with
 * x = mean/(mean + size).
 */
export function negativeBinomialTail(count: number, { mean, size }: CountModel): Answer<CountTails> {
  if (size === null) return poissonTail(count, mean);
  if (!isCount(count) || !Number.isFinite(mean) || mean < 0) return { status: "invalid_input" };
  if (!Number.isFinite(size) || size <= 0) return { status: "invalid_input" };
  const x = mean / (mean + size);
  const y = size / (mean + size);
  return answer({
    atLeast: count === 0 ? 1 : incompleteBeta(count, size, x, y),
    atMost: incompleteBeta(size, count + 1, y, x),
  });
}
