/** The rows by their keys, so that writers that meet take locks in one order. */
export function inOrder<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
}
