import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { logGammaDensity } from "./gamma-density.ts";

describe("logGammaDensity", () => {
  it("is the Poisson mass at whole numbers", () => {
    expect(Math.exp(logGammaDensity(0, 2.5))).toBeCloseTo(Math.exp(-2.5), 16);
    expect(Math.exp(logGammaDensity(3, 2))).toBeCloseTo((8 * Math.exp(-2)) / 6, 15);
  });

  it("agrees on both sides of the change of form", () => {
    const stepped = logGammaDensity(9.5, 14) + Math.log(14 / 10.5);
    expect(relativeError(logGammaDensity(10.5, 14), stepped)).toBeLessThan(1e-14);
  });
});
