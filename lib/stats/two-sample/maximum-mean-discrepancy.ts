import { answer, type Answer } from "../answer.ts";
import { meanFeatures, type FourierEmbedding } from "../states/fourier-embedding.ts";

export interface MaximumMeanDiscrepancy {
  /** The unbiased estimate of MMD², around 0 and sometimes below it without drift. */
  readonly squared: number;
  /** √max(0, squared), 0 to 2: the size of the effect. */
  readonly distance: number;
  /** An upper bound of p that holds for any distribution and any n; small only for large differences. */
  readonly pAtMost: number;
  readonly n: number;
  readonly m: number;
}

const dot = (left: Float64Array, right: Float64Array): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);

/**
 * Maximum mean discrepancy of two windows of vectors from their random Fourier features (Gretton et al. 2012, lemma 6;
 * Rahimi and Recht 2007). The features have length 1, so that ‖μ̂x − μ̂y‖ exceeds √(1/n + 1/m) by ε with a chance of at
 * most exp(−ε²·nm/(2(n + m))) without drift (McDiarmid 1989). For a sharper p compare `squared` with quiet windows of
 * the same size (empiricalP). Both embeddings must be of the same frequencies.
 */
export function maximumMeanDiscrepancy(
  left: FourierEmbedding,
  right: FourierEmbedding,
): Answer<MaximumMeanDiscrepancy> {
  if (left.length !== right.length || left.length < 3) return { status: "invalid_input" };
  const [n, m] = [left[0] ?? 0, right[0] ?? 0];
  if (n < 2 || m < 2) return { status: "not_enough_data" };
  const [x, y] = [meanFeatures(left), meanFeatures(right)];
  const [xx, yy, xy] = [dot(x, x), dot(y, y), dot(x, y)];
  const squared = (n * xx - 1) / (n - 1) + (m * yy - 1) / (m - 1) - 2 * xy;
  const excess = Math.sqrt(Math.max(0, xx + yy - 2 * xy)) - Math.sqrt(1 / n + 1 / m);
  const pAtMost = excess <= 0 ? 1 : Math.exp((-excess * excess) / (2 * (1 / n + 1 / m)));
  return answer({ squared, distance: Math.sqrt(Math.max(0, squared)), pAtMost, n, m });
}
