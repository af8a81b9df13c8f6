/** B₂ₖ / (2k(2k − 1)): 1/12, −1/360, 1/1260, … (DLMF 5.11.1). */
const TERMS = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/**
 * What Stirling's formula lacks: ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π), for x ≥ 10, to a unit of 1e-17 (DLMF 5.11.1).
 */
export function stirlingCorrection(x: number): number {
  const square = 1 / (x * x);
  let sum = 0;
  for (let k = TERMS.length - 1; k >= 0; k -= 1) sum = sum * square + (TERMS[k] ?? 0);
  return sum / x;
}
