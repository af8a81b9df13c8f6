import { describe, expect, it } from "vitest";
import { chiSquareTail } from "./chi-square-tail.ts";

/** NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.4: upper critical values. */
const TABLE = [
  [1, 3.841, 0.05],
  [2, 9.21, 0.01],
  [9, 16.919, 0.05],
  [10, 29.588, 0.001],
  [30, 43.773, 0.05],
  [100, 149.449, 0.001],
] as const;

describe("chiSquareTail", () => {
  it.each(TABLE)("with %d degrees at %d", (degrees, x, p) => {
    expect(chiSquareTail(x, degrees) / p).toBeCloseTo(1, 2.5);
  });

  it("is exact for two degrees", () => {
    expect(chiSquareTail(124, 2) / Math.exp(-62)).toBeCloseTo(1, 12);
  });
});
