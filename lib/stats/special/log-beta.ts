import { logGamma } from "./log-gamma.ts";
import { stirlingCorrection } from "./stirling-correction.ts";

/** ln Γ(b) − ln Γ(a + b) for b ≥ 10: Stirling's formula with the large parts cancelled by hand. */
function logGammaRatio(a: number, b: number): number {
  const sum = a + b;
  return -(sum - 0.5) * Math.log1p(a / b) - a * Math.log(b) + a + stirlingCorrection(b) - stirlingCorrection(sum);
}

/** ln B(a, b) for a, b > 0 without the cancellation of three large logarithms (DLMF 5.12.1, 5.11.1). */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(a) + logGamma(b) - logGamma(a + b);
  return logGamma(small) + logGammaRatio(small, large);
}
