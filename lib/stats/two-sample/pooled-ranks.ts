/** Two samples ranked together. Ranks are doubled, so that the midranks of ties stay whole numbers. */
export interface PooledRanks {
  /** Ascending, as the values of x in order. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** How many values each distinct value has, in ascending order of the value. */
  readonly ties: readonly number[];
}

/** Doubled midranks of two samples of finite numbers in the pooled sample, and its groups of equal values. */
export function pooledRanks(left: Float64Array, right: Float64Array): PooledRanks {
  const sorted = [left.slice().sort(), right.slice().sort()] as const;
  const ranks = [new Float64Array(left.length), new Float64Array(right.length)] as const;
  const at: [number, number] = [0, 0];
  const ties: number[] = [];
  const head = (side: 0 | 1): number => sorted[side][at[side]] ?? Infinity;
  while (at[0] < left.length || at[1] < right.length) {
    const value = Math.min(head(0), head(1));
    const before = at[0] + at[1];
    const from: [number, number] = [at[0], at[1]];
    for (const side of [0, 1] as const) while (head(side) === value) at[side] += 1;
    const size = at[0] + at[1] - before;
    for (const side of [0, 1] as const) ranks[side].fill(2 * before + size + 1, from[side], at[side]);
    ties.push(size);
  }
  return { x: ranks[0], y: ranks[1], ties };
}
