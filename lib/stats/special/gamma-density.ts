import { logGamma } from "./log-gamma.ts";
import { logRatioMinus } from "./log-one-plus-minus.ts";
import { stirlingCorrection } from "./stirling-correction.ts";

/**
 * ln(xᵃ e⁻ˣ / Γ(a + 1)) for a ≥ 0, x > 0: the common factor of the incomplete gamma functions and, for whole a, the
 * Poisson mass at a. For a ≥ 10 in the saddle-point form, so that large a and x cost no digits (Loader 2000, "Fast and
 * accurate computation of binomial probabilities").
 */
export function logGammaDensity(a: number, x: number): number {
  if (a < 10) return (a === 0 ? 0 : a * Math.log(x)) - x - logGamma(a + 1);
  return a * logRatioMinus(x, a) - stirlingCorrection(a) - 0.5 * Math.log(2 * Math.PI * a);
}
