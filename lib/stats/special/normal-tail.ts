import { erfc } from "./erfc.ts";

/** P(Z > z) of the standard normal distribution, with relative accuracy in the upper tail; ½ for NaN. */
export function normalTail(z: number): number {
  return erfc(z * Math.SQRT1_2) / 2;
}
