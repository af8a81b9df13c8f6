/** |actual − expected| as a share of |expected|; of 1e-300 where the expected value is 0. */
export function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300);
}
