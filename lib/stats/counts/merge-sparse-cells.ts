/** Two rows of counts over the same cells. */
export interface CountRows {
  readonly reference: readonly number[];
  readonly current: readonly number[];
}

const total = (row: readonly number[]): number => row.reduce((sum, count) => sum + count, 0);

/**
 * Joins neighbouring cells until each is expected to hold at least `least` values in the smaller of the two samples
 * (Cochran 1954: 5), from the left; what is left over joins the last. Looks only at the sums of both rows, so that the
 * tests that follow keep their level. Counts must be finite and not negative; fewer than two cells may remain. For
 * categories, sort the cells by their sum first.
 */
export function mergeSparseCells(rows: CountRows, least = 5): { reference: number[]; current: number[] } {
  const [n, m] = [total(rows.reference), total(rows.current)];
  const share = Math.min(n, m) / (n + m);
  const merged: { reference: number[]; current: number[] } = { reference: [], current: [] };
  let [left, right] = [0, 0];
  const close = (): void => {
    merged.reference.push(left);
    merged.current.push(right);
    [left, right] = [0, 0];
  };
  rows.reference.forEach((count, index) => {
    left += count;
    right += rows.current[index] ?? 0;
    if ((left + right) * share >= least) close();
  });
  const last = merged.reference.length - 1;
  if (last >= 0) {
    merged.reference[last] = (merged.reference[last] ?? 0) + left;
    merged.current[last] = (merged.current[last] ?? 0) + right;
  } else if (left + right > 0) close();
  return merged;
}
