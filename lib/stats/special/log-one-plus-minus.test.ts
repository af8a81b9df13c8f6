import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { logOnePlusMinus } from "./log-one-plus-minus.ts";

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
