import { stirlingCorrection } from "./stirling-correction.ts";

const HALF_LOG_TWO_PI = 0.9189385332046727418;
const ONE_MINUS_EULER = 0.42278433509846713939;

/** (ζ(k) − 1)/k for k = 2, 3, … (DLMF 25.2). */
const ZETA_TERMS = [
  6.449340668482264365e-1, 2.020569031595942854e-1, 8.232323371113819152e-2, 3.692775514336992633e-2,
  1.734306198444913971e-2, 8.349277381922826839e-3, 4.077356197944339378e-3, 2.008392826082214418e-3,
  9.945751278180853371e-4, 4.941886041194645587e-4, 2.460865533080482986e-4, 1.227133475784891468e-4,
  6.124813505870482926e-5, 3.058823630702049355e-5, 1.528225940865187173e-5, 7.637197637899762274e-6,
].map((zeta, index) => zeta / (index + 2));

/** ln Γ(1 + z) for |z| ≤ 0.25, relative accuracy also at the zero (Abramowitz and Stegun 6.1.33). */
function logGammaNearOne(z: number): number {
  let sum = 0;
  for (let k = ZETA_TERMS.length - 1; k >= 0; k -= 1) sum = (ZETA_TERMS[k] ?? 0) - z * sum;
  return -Math.log1p(z) + z * (ONE_MINUS_EULER + z * sum);
}

/**
 * ln Γ(x) for x > 0, to about 1e-14 relative, also near its zeros 1 and 2. Stirling's series from 10 on, the recurrence
 * Γ(x + 1) = xΓ(x) below (DLMF 5.5.1, 5.11.1). Infinity for x ≤ 0.
 */
export function logGamma(x: number): number {
  if (!(x > 0) || x === Infinity) return Infinity;
  if (Math.abs(x - 1) <= 0.25) return logGammaNearOne(x - 1);
  if (Math.abs(x - 2) <= 0.25) return logGammaNearOne(x - 2) + Math.log1p(x - 2);
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirlingCorrection(shifted);
  return product === 1 ? stirling : stirling - Math.log(product);
}
