import { answer, type Answer } from "../answer.ts";
import { finiteNumbers } from "../finite-numbers.ts";
import { kolmogorovTail } from "../special/kolmogorov-tail.ts";
import { hittingProbability } from "./hitting-probability.ts";

const EXACT_STEPS = 4e6;

export interface KolmogorovSmirnov {
  /** The largest difference of the two distribution functions, 0 to 1: also the size of the effect. */
  readonly d: number;
  readonly p: number;
  /** Whether p is exact given the ties, or the limiting distribution's. */
  readonly exact: boolean;
  readonly n: number;
  readonly m: number;
  /** Values left out as null, infinite or no number. */
  readonly ignored: number;
}

/** The largest |i·m − j·n| over the values, exactly, and after which pooled counts a value ends. */
function compare(x: Float64Array, y: Float64Array): { largest: number; ends: Uint8Array; distinct: number } {
  const ends = new Uint8Array(x.length + y.length + 1);
  let i = 0;
  let j = 0;
  let largest = 0;
  let distinct = 0;
  while (i < x.length || j < y.length) {
    const value = Math.min(x[i] ?? Infinity, y[j] ?? Infinity);
    while (x[i] === value) i += 1;
    while (y[j] === value) j += 1;
    ends[i + j] = 1;
    distinct += 1;
    largest = Math.max(largest, Math.abs(i * y.length - j * x.length));
  }
  return { largest, ends, distinct };
}

/**
 * The two-sample, two-sided Kolmogorov–Smirnov test. p is exact given the ties up to n·m = 4,000,000; beyond, that of
 * the limiting distribution, which errs to the large side. "not_enough_data" below two values a side, "constant" when
 * all values are the same.
 */
export function kolmogorovSmirnov(left: readonly unknown[], right: readonly unknown[]): Answer<KolmogorovSmirnov> {
  const x = finiteNumbers(left).values.sort();
  const y = finiteNumbers(right).values.sort();
  const n = x.length;
  const m = y.length;
  if (n < 2 || m < 2) return { status: "not_enough_data" };
  const { largest, ends, distinct } = compare(x, y);
  if (distinct === 1) return { status: "constant" };
  const d = largest / (n * m);
  const exact = n * m <= EXACT_STEPS;
  const p = exact
    ? hittingProbability({ left: n, right: m, ends }, largest)
    : kolmogorovTail(d * Math.sqrt((n * m) / (n + m)));
  return answer({ d, p, exact, n, m, ignored: left.length - n + right.length - m });
}
