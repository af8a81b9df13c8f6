/** The pooled sample as a path: `left` and `right` values, and after how many pooled values a group of ties ends. */
export interface PooledPath {
  readonly left: number;
  readonly right: number;
  /** 1 at each total where the two distribution functions can be compared. */
  readonly ends: Uint8Array;
}

/**
 * The chance that a random order of the pooled sample has somewhere |i·right − j·left| ≥ limit after i left and j right
 * values: the exact two-sample Kolmogorov–Smirnov p, given the ties. Adds up the chances of first reaching the limit, all
 * positive, so that tiny ones keep their digits; left · right steps at most (Hodges 1958; ties: Schröer and Trenkler
 * 1995).
 */
export function hittingProbability({ left, right, ends }: PooledPath, limit: number): number {
  const total = left + right;
  const mass = new Float64Array(right + 1);
  mass[0] = 1;
  let hit = 0;
  let start = 0;
  let end = 0;
  for (let i = 0; i <= left; i += 1) {
    let carry = 0;
    let last = start;
    for (let j = start; j <= right && (j <= end || carry > 0); j += 1) {
      let here = (mass[j] ?? 0) + carry;
      if (ends[i + j] === 1 && Math.abs(i * right - j * left) >= limit) {
        hit += here;
        here = 0;
      }
      const rest = total - i - j;
      carry = rest === 0 ? 0 : (here * (right - j)) / rest;
      mass[j] = rest === 0 ? 0 : (here * (left - i)) / rest;
      if (here > 0) last = j;
    }
    end = last;
    while (start < right && mass[start] === 0 && start < end) start += 1;
  }
  return Math.min(1, hit);
}
