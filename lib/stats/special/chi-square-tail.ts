import { gammaQ } from "./incomplete-gamma.ts";

/** P(X > x) of the chi-square distribution with the given degrees of freedom (> 0): Q(df/2, x/2). */
export function chiSquareTail(x: number, degrees: number): number {
  return gammaQ(degrees / 2, x / 2);
}
