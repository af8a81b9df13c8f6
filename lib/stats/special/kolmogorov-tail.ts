/** P(K ≤ t) by the theta function's other form √(2π)/t Σ e^(−(2k−1)²π²/(8t²)), which converges for small t. */
function lower(t: number): number {
  const scale = (Math.PI * Math.PI) / (8 * t * t);
  let sum = 0;
  for (let k = 9; k >= 1; k -= 2) sum += Math.exp(-k * k * scale);
  return (Math.sqrt(2 * Math.PI) / t) * sum;
}

/**
 * P(K > t) of Kolmogorov's limiting distribution: 2 Σ (−1)^(k−1) e^(−2k²t²), relative accuracy 1e-13 in the upper tail
 * (Kolmogorov 1933; Feller 1948). 1 for t ≤ 0 and for NaN.
 */
export function kolmogorovTail(t: number): number {
  if (!(t > 0)) return 1;
  if (t < 1) return 1 - lower(t);
  let sum = 0;
  for (let k = 6; k >= 1; k -= 1) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * t * t);
  return 2 * sum;
}
