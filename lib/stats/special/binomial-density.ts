import { logGammaDensity } from "./gamma-density.ts";

/**
 * ln of the binomial mass C(n, k) pᵏ qⁿ⁻ᵏ for 0 ≤ k ≤ n and p, q = 1 − p in (0, 1): two Poisson masses over a third, so
 * that no large logarithms cancel (Loader 2000, "Fast and accurate computation of binomial probabilities").
 */
export function logBinomialDensity(k: number, n: number, p: number, q = 1 - p): number {
  if (n === 0) return 0;
  return logGammaDensity(k, n * p) + logGammaDensity(n - k, n * q) - logGammaDensity(n, n);
}
