import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { logOnePlusMinus, logRatioMinus } from "./log-one-plus-minus.ts";

/** Sixty-digit arithmetic from the definition. */
const VALUES = [
  [-0.9, -1.4025850929940459],
  [-0.3, -0.056674943938732374],
  [-1e-5, -5.0000333335833362e-11],
  [1e-9, -4.9999999966666673e-19],
  [0.001, -4.9966691646683321e-7],
  [0.7, -0.16937174893782959],
  [1, -0.30685281944005469],
  [40, -36.286427933295692],
] as const;

describe("logOnePlusMinus", () => {
  it.each(VALUES)("at %d", (x, expected) => {
    expect(relativeError(logOnePlusMinus(x), expected)).toBeLessThan(1e-15);
  });

  it("is 0 at 0", () => {
    expect(logOnePlusMinus(0)).toBeCloseTo(0, 300);
  });
});

describe("logRatioMinus", () => {
  it("keeps the digits of a ratio near 1 and near 0", () => {
    expect(relativeError(logRatioMinus(1 + 2 ** -40, 1), -(2 ** -81))).toBeLessThan(1e-11);
    expect(relativeError(logRatioMinus(1e-12, 20), Math.log(5e-14) + 1)).toBeLessThan(1e-14);
    expect(relativeError(logRatioMinus(60, 20), Math.log(3) - 2)).toBeLessThan(1e-14);
  });
});
