/** A column taken apart. Order of `values` as in the column; booleans, text and objects are invalid, not coerced. */
export interface FiniteNumbers {
  readonly values: Float64Array;
  /** null and undefined. */
  readonly nulls: number;
  /** NaN, infinite, or no number at all. */
  readonly invalid: number;
}

/** Takes a column apart into its finite numbers, its nulls and the rest, so that nothing is dropped unseen. */
export function finiteNumbers(column: readonly unknown[] | Float64Array): FiniteNumbers {
  const values = new Float64Array(column.length);
  let n = 0;
  let nulls = 0;
  for (const cell of column) {
    if (cell === null || cell === undefined) nulls += 1;
    else if (typeof cell === "number" && Number.isFinite(cell)) values[n++] = cell;
  }
  return { values: values.slice(0, n), nulls, invalid: column.length - nulls - n };
}
