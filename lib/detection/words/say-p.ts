/** A p-value in words: `p < 0.001`, `p = 0.03`. */
export function sayP(p: number): string {
  if (p < 0.001) return "p < 0.001";
  return `p = ${p < 0.1 ? String(Number(p.toPrecision(2))) : p.toFixed(2)}`;
}
