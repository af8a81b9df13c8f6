/** The median of numbers in ascending order; undefined for none. */
export function sortedMedian(ascending: Float64Array): number | undefined {
  const middle = Math.floor(ascending.length / 2);
  const high = ascending[middle];
  if (high === undefined || ascending.length % 2 === 1) return high;
  return (ascending[middle - 1] ?? high) / 2 + high / 2;
}
