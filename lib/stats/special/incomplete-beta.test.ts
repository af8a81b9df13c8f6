import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { incompleteBeta } from "./incomplete-beta.ts";

/** a, b, x, I_x(a, b), 1 − I_x(a, b) in sixty-digit arithmetic. */
const VALUES = [
  [0.5, 0.5, 0.3, 0.36901011956554538, 0.63098988043445462],
  [2, 3, 0.25, 0.26171875, 0.73828125],
  [10, 0.1, 0.99, 0.17551032909330117, 0.82448967090669883],
  [3, 1000, 0.1, 1, 8.9246306112958051e-43],
  [50, 60, 0.05, 1.569772887429923e-35, 1],
  [1000, 2000, 0.4, 0.99999999999997653, 2.3472382410688976e-14],
  [30, 0.5, 0.05, 9.7932167394677644e-41, 1],
  [0.01, 5, 0.2, 0.99781803807703533, 0.0021819619229646661],
  [100, 1e6, 3e-4, 1, 1.3554160046220349e-41],
  [2e4, 3e4, 0.42, 1, 5.2922074361926379e-20],
] as const;

describe("incompleteBeta", () => {
  it.each(VALUES)("at %d, %d, %d", (a, b, x, lower, upper) => {
    expect(relativeError(incompleteBeta(a, b, x), lower)).toBeLessThan(1e-11);
    expect(relativeError(incompleteBeta(b, a, 1 - x, x), upper)).toBeLessThan(1e-11);
  });

  it("has its limits", () => {
    expect([incompleteBeta(2, 3, 0), incompleteBeta(2, 3, 1), incompleteBeta(2, 3, NaN)]).toEqual([0, 1, 0]);
  });
});
