import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { relativeError } from "../testing/relative-error.ts";
import { shapiroWilk } from "./shapiro-wilk.ts";

/** Weights of eleven men, Shapiro and Wilk (1965): W = 0.79; and scipy 1.17's shapiro. */
const CASES = [
  ["men", [148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236], 0.7888146948631716, 0.006703814061898823],
  ["three", [1, 2, 4], 0.9642857142857142, 0.6368868450289689],
  ["seven", [1, 2, 4, 8, 16, 32, 33], 0.8298874915959246, 0.07982263609328707],
  [
    "twenty-five",
    [
      0.61, 0.29, 0.06, 0.59, -1.73, -0.74, 0.51, -0.56, 0.39, 1.64, 0.05, -0.06, 0.64, -0.82, 0.37, 1.77, 1.09, -1.28,
      2.36, 1.31, 1.05, -0.32, -0.4, 1.06, -2.47,
    ],
    0.9842240463719066,
    0.954092459702386,
  ],
  ["cubes", Array.from({ length: 100 }, (_, i) => (i / 99) ** 3), 0.8226426348929445, 1.307692362468245e-9],
] as const;

describe("shapiroWilk", () => {
  it.each(CASES)("of %s", (_, values, w, p) => {
    const found = answered(shapiroWilk(values));
    expect(relativeError(found.w, w)).toBeLessThan(1e-6);
    expect(relativeError(found.p, p)).toBeLessThan(1e-4);
  });

  it("says what it cannot do", () => {
    expect(shapiroWilk([1, 2, null])).toEqual({ status: "not_enough_data" });
    expect(shapiroWilk([3, 3, 3, 3])).toEqual({ status: "constant" });
    expect(shapiroWilk(Array.from({ length: 5001 }, (_, i) => i))).toEqual({ status: "invalid_input" });
  });
});
