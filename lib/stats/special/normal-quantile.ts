import { logErfc } from "./erfc.ts";

const LOG_ROOT_TWO_PI = 0.9189385332046727418;

/** ln P(Z > z). */
function logTail(z: number): number {
  return logErfc(z * Math.SQRT1_2) - Math.LN2;
}

/**
 * The z with P(Z > z) = p of the standard normal distribution; −Infinity from p = 1 on, Infinity at 0 and below, so that
 * intervals at such levels are unbounded. Newton's method on ln P, which is nearly a parabola.
 */
export function normalUpperQuantile(p: number): number {
  if (!(p > 0)) return Infinity;
  if (p >= 1) return -Infinity;
  if (p > 0.5) return -normalUpperQuantile(1 - p);
  const target = Math.log(p);
  let z = p > 0.1 ? (0.5 - p) * 2.6 : Math.sqrt(Math.max(0, -2 * target - Math.log(-2 * target) - 1.8));
  for (let round = 0; round < 30; round += 1) {
    const log = logTail(z);
    const step = (log - target) * Math.exp(log + 0.5 * z * z + LOG_ROOT_TWO_PI);
    z += step;
    if (Math.abs(step) <= 1e-15 * Math.abs(z) + 1e-300) break;
  }
  return z;
}
