import { answer, type Answer } from "../answer.ts";
import { finiteNumbers } from "../finite-numbers.ts";
import { normalUpperQuantile } from "../special/normal-quantile.ts";
import { normalTail } from "../special/normal-tail.ts";

const LEAST = 3;
const MOST = 5000;

/** Royston's polynomials, highest power first, in 1/√n, n or ln n. */
const LAST_WEIGHT = [-2.706056, 4.434685, -2.07119, -0.147981, 0.221157, 0];
const SECOND_WEIGHT = [-3.582633, 5.682633, -1.752461, -0.293762, 0.042981, 0];
const SMALL_MEAN = [-0.0006714, 0.025054, -0.39978, 0.544];
const SMALL_LOG_SD = [-0.0020322, 0.062767, -0.77857, 1.3822];
const LARGE_MEAN = [0.0038915, -0.083751, -0.31082, -1.5861];
const LARGE_LOG_SD = [0.0030302, -0.082676, -0.4803];

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((value, coefficient) => value * x + coefficient, 0);

/** The weights of the order statistics: normal scores by Blom, the outer one or two corrected, of length 1, antisymmetric. */
function weights(n: number): Float64Array {
  if (n === 3) return Float64Array.of(-Math.SQRT1_2, 0, Math.SQRT1_2);
  const scores = Float64Array.from({ length: n }, (_, index) => -normalUpperQuantile((index + 0.625) / (n + 0.25)));
  const square = scores.reduce((sum, score) => sum + score * score, 0);
  const score = (fromEnd: number): number => scores[n - fromEnd] ?? 0;
  const root = 1 / Math.sqrt(n);
  const last = polynomial(LAST_WEIGHT, root) + score(1) / Math.sqrt(square);
  const second = polynomial(SECOND_WEIGHT, root) + score(2) / Math.sqrt(square);
  const outer = n > 5 ? [last, second] : [last];
  const rest = outer.reduce((sum, _, index) => sum - 2 * score(index + 1) ** 2, square);
  const left = outer.reduce((sum, weight) => sum - 2 * weight * weight, 1);
  const found = scores.map((value) => value / Math.sqrt(rest / left));
  outer.forEach((weight, index) => {
    found[n - 1 - index] = weight;
    found[index] = -weight;
  });
  return found;
}

function tailOf(w: number, n: number): number {
  if (n === 3) return Math.max(0, (6 / Math.PI) * (Math.asin(Math.sqrt(w)) - Math.asin(Math.sqrt(0.75))));
  const lack = Math.log1p(-w);
  if (n <= 11) {
    const room = -2.273 + 0.459 * n - lack;
    if (room <= 0) return 0;
    return normalTail((-Math.log(room) - polynomial(SMALL_MEAN, n)) / Math.exp(polynomial(SMALL_LOG_SD, n)));
  }
  const log = Math.log(n);
  return normalTail((lack - polynomial(LARGE_MEAN, log)) / Math.exp(polynomial(LARGE_LOG_SD, log)));
}

/**
 * The Shapiro–Wilk test of normality for 3 to 5,000 values: W (1 for perfectly normal) and p, by Royston's (1992, 1995)
 * approximation. Beyond 5,000 values "invalid_input": take a sample. "constant" when all values are the same.
 */
export function shapiroWilk(column: readonly unknown[]): Answer<{ w: number; p: number; n: number }> {
  const sorted = finiteNumbers(column).values.sort();
  const n = sorted.length;
  if (n < LEAST) return { status: "not_enough_data" };
  if (n > MOST) return { status: "invalid_input" };
  const range = (sorted[n - 1] ?? 0) - (sorted[0] ?? 0);
  if (range === 0) return { status: "constant" };
  const scaled = sorted.map((value) => (value - (sorted[0] ?? 0)) / range);
  const mean = scaled.reduce((sum, value) => sum + value, 0) / n;
  const spread = scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const weight = weights(n);
  const slope = scaled.reduce((sum, value, index) => sum + (weight[index] ?? 0) * (value - mean), 0);
  const w = Math.min(1, (slope * slope) / spread);
  return answer({ w, p: w === 1 ? 1 : Math.min(1, tailOf(w, n)), n });
}
