import { answer, type Answer } from "../answer.ts";
import { finiteNumbers } from "../finite-numbers.ts";
import { sortedMedian } from "../samples/median.ts";

const LEAST = 8;
const MOST = 10_000;

/** A segment with its own mean: from `start` up to, without, `end`. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly mean: number;
}

export interface ChangePoints {
  /** At least one; a change is where one ends and the next begins. */
  readonly segments: readonly Segment[];
  /** The noise between neighbours, a standard deviation. */
  readonly noise: number;
}

/** Noise from the differences of neighbours, which a few changes of level hardly touch. */
function noiseOf(values: Float64Array): number {
  const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? 0)));
  const median = sortedMedian(steps.slice().sort()) ?? 0;
  const mean = steps.reduce((sum, step) => sum + step / steps.length, 0);
  return median > 0 ? median / (0.6744897501960817 * Math.SQRT2) : mean * (Math.sqrt(Math.PI) / 2);
}

interface Sums {
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

/** Squared deviations from the mean of the values from `start` up to `end`. */
function cost({ sum, squares }: Sums, start: number, end: number): number {
  const total = (sum[end] ?? 0) - (sum[start] ?? 0);
  return (squares[end] ?? 0) - (squares[start] ?? 0) - (total * total) / (end - start);
}

/**
 * For each end the start of its last segment in the cheapest division: PELT's recursion. A start that is dearer than the
 * best by more than the penalty stays for `shortest` − 1 ends more, for which the best itself is too near, and is then
 * pruned for good.
 */
function lastStarts(sums: Sums, n: number, penalty: number, shortest: number): Int32Array {
  const best = new Float64Array(n + 1).fill(Infinity);
  const from = new Int32Array(n + 1);
  const starts = new Int32Array(n + 1);
  const until = new Int32Array(n + 1).fill(n);
  const costs = new Float64Array(n + 1);
  best[0] = -penalty;
  let open = 1;
  for (let end = shortest; end <= n; end += 1) {
    let least = Infinity;
    for (let k = 0; k < open; k += 1) {
      const start = starts[k] ?? 0;
      const total = (best[start] ?? 0) + cost(sums, start, end);
      costs[k] = total;
      if (total < least) {
        least = total;
        from[end] = start;
      }
    }
    best[end] = least + penalty;
    let kept = 0;
    for (let k = 0; k < open; k += 1) {
      const start = starts[k] ?? 0;
      if ((costs[k] ?? 0) > least + penalty) until[start] = Math.min(until[start] ?? n, end + shortest - 1);
      if ((until[start] ?? n) > end) starts[kept++] = start;
    }
    open = kept;
    const opened = end - shortest + 1;
    if (opened >= shortest) starts[open++] = opened;
  }
  return from;
}

/**
 * Where the mean of a series changed, looking back: the division into segments that minimises the squared deviations
 * plus `strictness`·2·noise²·ln n for each (PELT, Killick, Fearnhead and Eckley 2012; strictness 1 is BIC). Gaps and
 * no finite numbers are left out; indices count the values that remain. "constant" when all are the same,
 * "invalid_input" for more than 10,000 values.
 */
export function changePoints(column: readonly unknown[], strictness = 1.5, shortest = 2): Answer<ChangePoints> {
  const { values } = finiteNumbers(column);
  const n = values.length;
  if (!(strictness > 0) || !Number.isInteger(shortest) || shortest < 1 || n > MOST) return { status: "invalid_input" };
  if (n < Math.max(LEAST, 2 * shortest)) return { status: "not_enough_data" };
  const noise = noiseOf(values);
  if (noise === 0) return { status: "constant" };
  const centre = sortedMedian(values.slice().sort()) ?? 0;
  const sums: Sums = { sum: new Float64Array(n + 1), squares: new Float64Array(n + 1) };
  values.forEach((value, index) => {
    const x = (value - centre) / noise;
    sums.sum[index + 1] = (sums.sum[index] ?? 0) + x;
    sums.squares[index + 1] = (sums.squares[index] ?? 0) + x * x;
  });
  if (!Number.isFinite(sums.squares[n] ?? 0)) return { status: "invalid_input" };
  const from = lastStarts(sums, n, 2 * strictness * Math.log(n), shortest);
  const segments: Segment[] = [];
  for (let end = n; end > 0; end = from[end] ?? 0) {
    const start = from[end] ?? 0;
    const mean = ((sums.sum[end] ?? 0) - (sums.sum[start] ?? 0)) / (end - start);
    segments.unshift({ start, end, mean: centre + noise * mean });
  }
  return answer({ segments, noise });
}
