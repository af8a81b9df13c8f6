import { logBeta } from "./log-beta.ts";
import { logRatioMinus } from "./log-one-plus-minus.ts";
import { stirlingCorrection } from "./stirling-correction.ts";

const TINY = 1e-300;

/** ln(xᵃ yᵇ / B(a, b)), in the saddle-point form when both are large (Loader 2000). */
function logDensity(a: number, b: number, x: number, y: number): number {
  if (Math.min(a, b) < 10) return a * Math.log(x) + b * Math.log(y) - logBeta(a, b);
  const n = a + b;
  const difference = x < y ? x * n - a : b - y * n;
  return (
    a * logRatioMinus(x * n, a, difference) +
    b * logRatioMinus(y * n, b, -difference) +
    stirlingCorrection(n) -
    stirlingCorrection(a) -
    stirlingCorrection(b) +
    0.5 * Math.log((a / n) * (b / (2 * Math.PI)))
  );
}

/** The continued fraction of I_x(a, b)·a·B(a, b)/(xᵃ yᵇ), for x below the mean (DLMF 8.17.22; Lentz's evaluation). */
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 0;
  let value = 1;
  for (let k = 1; k < 1e6; k += 1) {
    const m = Math.floor(k / 2);
    const numerator =
      k % 2 === 0
        ? (m * (b - m) * x) / ((a + k - 1) * (a + k))
        : (-(a + m) * (a + b + m) * x) / ((a + k - 1) * (a + k));
    d = 1 + numerator * d;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = 1 + numerator / c;
    c = Math.abs(c) < TINY ? TINY : c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return 1 / value;
}

/**
 * I_x(a, b), the regularised incomplete beta function, for a, b > 0 and 0 ≤ x ≤ 1, to better than 1e-10 relative also
 * where it is tiny. Hand in y = 1 − x when it is known better than the subtraction gives it. 0 for x ≤ 0, 1 for y ≤ 0.
 * DLMF 8.17.2, 8.17.4.
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (!(x > 0) || !(a > 0) || !(b > 0)) return 0;
  if (!(y > 0)) return 1;
  const density = Math.exp(logDensity(a, b, x, y));
  if (x < (a + 1) / (a + b + 2)) return Math.min(1, (density / a) * fraction(a, b, x));
  return Math.max(0, 1 - (density / b) * fraction(b, a, y));
}
