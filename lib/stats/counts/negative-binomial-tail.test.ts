import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { answered } from "../testing/answered.ts";
import { negativeBinomialTail } from "./negative-binomial-tail.ts";

/** scipy's nbinom has size and p = size/(size + mean). */
const model = (size: number, p: number) => ({ size, mean: (size * (1 - p)) / p });

describe("negativeBinomialTail", () => {
  it("agrees with scipy's nbinom.sf and nbinom.cdf", () => {
    const high = answered(negativeBinomialTail(30, model(4, 0.3)));
    expect(relativeError(high.atLeast, 0.004187133245801894)).toBeLessThan(1e-12);
    const low = answered(negativeBinomialTail(2, model(4, 0.1)));
    expect(relativeError(low.atMost, 0.00127)).toBeLessThan(1e-12);
  });

  it("is Poisson's without a size, and nearly so with a large one", () => {
    const poisson = answered(negativeBinomialTail(40, { mean: 20, size: null }));
    const near = answered(negativeBinomialTail(40, { mean: 20, size: 1e9 }));
    expect(relativeError(near.atLeast, poisson.atLeast)).toBeLessThan(1e-5);
  });

  it("refuses nonsense", () => {
    expect(negativeBinomialTail(1, { mean: 2, size: 0 })).toEqual({ status: "invalid_input" });
    expect(negativeBinomialTail(1, { mean: Number.NaN, size: 2 })).toEqual({ status: "invalid_input" });
    expect(negativeBinomialTail(0, { mean: 0, size: 2 })).toEqual({ status: "ok", atLeast: 1, atMost: 1 });
  });
});
