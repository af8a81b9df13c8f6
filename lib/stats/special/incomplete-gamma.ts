import { erfc } from "./erfc.ts";
import { logGammaDensity } from "./gamma-density.ts";
import { logOnePlusMinus } from "./log-one-plus-minus.ts";

const TINY = 1e-300;
const LARGE = 1e7;

/** Σ xᵏ/((a+1)…(a+k)), all terms positive (DLMF 8.7.1). */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

/** Γ(a, x)/(xᵃ e⁻ˣ) by its continued fraction, for x ≥ a + 1 (DLMF 8.9.2 in even form; Lentz's evaluation). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 1e6; k += 1) {
    const numerator = -k * (k - a);
    b += 2;
    d = numerator * d + b;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = b + numerator / c;
    c = Math.abs(c) < TINY ? TINY : c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}

/** Q, or P with side −1, for large a: the uniform expansion with its first two terms, error below 1e-9 (DLMF 8.12.3–8.12.8). */
function uniformTail(a: number, x: number, side: 1 | -1): number {
  const mu = (x - a) / a;
  const half = -logOnePlusMinus(mu);
  const eta = Math.sign(mu) * Math.sqrt(2 * half);
  const c0 = Math.abs(mu) < 1e-3 ? -1 / 3 + eta / 12 - (eta * eta * 2) / 135 : 1 / mu - 1 / eta;
  return 0.5 * erfc(side * eta * Math.sqrt(a / 2)) + (side * Math.exp(-a * half) * c0) / Math.sqrt(2 * Math.PI * a);
}

function clamp(p: number): number {
  return Math.min(1, Math.max(0, p));
}

function tail(a: number, x: number, side: 1 | -1): number {
  if (!(a > 0) || !(x > 0)) return side === 1 ? 1 : 0;
  if (x === Infinity) return side === 1 ? 0 : 1;
  if (a > LARGE && Math.abs(x - a) < a / 2) return clamp(uniformTail(a, x, side));
  const density = Math.exp(logGammaDensity(a, x));
  if (x < a + 1) {
    const lower = density * lowerSeries(a, x);
    return clamp(side === 1 ? 1 - lower : lower);
  }
  const upper = density * a * upperFraction(a, x);
  return clamp(side === 1 ? upper : 1 - upper);
}

/**
 * P(a, x) = γ(a, x)/Γ(a), the lower regularised incomplete gamma function, for a > 0 and x ≥ 0; 0 outside. Relative
 * accuracy better than 1e-10 also where it is tiny. DLMF 8.2.4.
 */
export function gammaP(a: number, x: number): number {
  return tail(a, x, -1);
}

/**
 * Q(a, x) = Γ(a, x)/Γ(a), the upper regularised incomplete gamma function, for a > 0 and x ≥ 0; 1 outside. Relative
 * accuracy better than 1e-10 also where it is tiny (1e-27 and far below). DLMF 8.2.4.
 */
export function gammaQ(a: number, x: number): number {
  return tail(a, x, 1);
}
