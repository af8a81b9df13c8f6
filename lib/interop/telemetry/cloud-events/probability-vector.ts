/** How far the probabilities of a row may be from 1 together: rounding of 32-bit floats over thousands of classes. */
const TOLERANCE = 1e-3;

/** What a row of class probabilities says. */
export interface Likeliest {
  /** Position of the likeliest class, from 0; of equal ones the first. */
  readonly index: number;
  readonly confidence: number;
  /** Difference to the second likeliest. */
  readonly margin: number;
}

/** The likeliest class of a row that is a probability vector: two or more numbers from 0 to 1 that sum to 1. Null otherwise. */
export function likeliestOf(row: readonly unknown[]): Likeliest | null {
  if (row.length < 2) return null;
  let sum = 0;
  let index = 0;
  let first = -1;
  let second = -1;
  for (const [at, share] of row.entries()) {
    if (typeof share !== "number" || !(share >= 0 && share <= 1)) return null;
    sum += share;
    if (share > first) {
      second = first;
      first = share;
      index = at;
    } else if (share > second) {
      second = share;
    }
  }
  return Math.abs(sum - 1) <= TOLERANCE ? { index, confidence: first, margin: first - second } : null;
}
