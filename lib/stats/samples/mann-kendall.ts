import { answer, type Answer } from "../answer.ts";
import { normalTail } from "../special/normal-tail.ts";

const LEAST = 8;

export interface Trend {
  /** Pairs in ascending order less pairs in descending order. */
  readonly s: number;
  /** Kendall's tau-a, −1 to 1. */
  readonly tau: number;
  /** Of a rise, one-sided. */
  readonly p: number;
  readonly n: number;
}

/**
 * Whether values in order of time rise, whatever the shape of the rise (Mann 1945, Kendall 1975): S counts pairs, its
 * variance n(n − 1)(2n + 5)/18 is less for ties, p by the normal approximation with continuity correction. Values that are no
 * finite numbers are left out. "not_enough_data" below eight values, "constant" when all are the same.
 */
export function mannKendall(column: readonly unknown[]): Answer<Trend> {
  const values = column.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  const n = values.length;
  if (n < LEAST) return { status: "not_enough_data" };
  let s = 0;
  values.forEach((value, index) => {
    for (let later = index + 1; later < n; later += 1) s += Math.sign((values[later] ?? 0) - value);
  });
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  const tied = [...ties.values()].reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0);
  const variance = (n * (n - 1) * (2 * n + 5) - tied) / 18;
  if (variance <= 0) return { status: "constant" };
  const z = (s - Math.sign(s)) / Math.sqrt(variance);
  return answer({ s, tau: s / ((n * (n - 1)) / 2), p: normalTail(z), n });
}
