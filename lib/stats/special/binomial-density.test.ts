import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { logBinomialDensity } from "./binomial-density.ts";

describe("logBinomialDensity", () => {
  it("is C(n, k) pᵏ qⁿ⁻ᵏ", () => {
    expect(Math.exp(logBinomialDensity(3, 10, 0.2))).toBeCloseTo(120 * 0.2 ** 3 * 0.8 ** 7, 14);
    expect(Math.exp(logBinomialDensity(0, 10, 0.2))).toBeCloseTo(0.8 ** 10, 14);
    expect(Math.exp(logBinomialDensity(10, 10, 0.2)) / 0.2 ** 10).toBeCloseTo(1, 12);
    expect(logBinomialDensity(0, 0, 0.2)).toBe(0);
  });

  it("keeps its digits for large n: 1/√(2πnpq) at the mean", () => {
    expect(relativeError(Math.exp(logBinomialDensity(5e11, 1e12, 0.5)), 1 / Math.sqrt(Math.PI * 5e11))).toBeLessThan(
      1e-11,
    );
  });
});
