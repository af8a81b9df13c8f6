import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { gammaP, gammaQ } from "./incomplete-gamma.ts";

/** a, x, P, Q in sixty-digit arithmetic. */
const VALUES = [
  [0.001, 0.5, 0.99943993334352925, 0.00056006665647074989],
  [0.5, 0.3, 0.56142197391900014, 0.43857802608099986],
  [0.5, 58, 1, 4.7529653819625483e-27],
  [1, 62, 1, 1.185064864233981e-27],
  [4.5, 2, 0.088587473168320829, 0.91141252683167917],
  [4.5, 80, 1, 7.4265628010437439e-30],
  [10, 1e-3, 2.7532278594284628e-37, 1],
  [18.5, 1e-6, 3.6069376762615121e-128, 1],
  [50, 200, 1, 1.6927979958857088e-37],
  [100, 99, 0.47330433039946099, 0.52669566960053901],
  [1000, 1500, 1, 2.2046986113889961e-43],
  [1e5, 1e5, 0.50042052211036518, 0.49957947788963482],
  [1e5, 103400, 1, 1.0429553183273223e-26],
  [1e6, 995000, 2.7495803592700708e-7, 0.99999972504196407],
] as const;

/** a, x, Q for large a: the Poisson masses below a summed in thirty digits. */
const LARGE = [
  [1e6, 1011000, 2.9665471659784365e-28],
  [2e7, 20010000, 0.01268342245653168],
  [1e8, 100050000, 2.8784296868527811e-7],
  [1e8, 100110000, 1.9972471321656838e-28],
] as const;

describe("gammaP and gammaQ", () => {
  it.each(VALUES)("at %d, %d", (a, x, p, q) => {
    expect(relativeError(gammaP(a, x), p)).toBeLessThan(1e-11);
    expect(relativeError(gammaQ(a, x), q)).toBeLessThan(1e-11);
  });

  it.each(LARGE)("at %d, %d", (a, x, q) => {
    expect(relativeError(gammaQ(a, x), q)).toBeLessThan(1e-9);
  });

  it("add up to 1, and have their limits", () => {
    expect(gammaP(3e7, 3.0001e7) + gammaQ(3e7, 3.0001e7)).toBeCloseTo(1, 14);
    expect([gammaP(2, 0), gammaQ(2, 0), gammaP(2, Infinity), gammaQ(2, Infinity)]).toEqual([0, 1, 1, 0]);
    expect([gammaQ(NaN, 1), gammaQ(1, NaN), gammaQ(-1, 1)]).toEqual([1, 1, 1]);
  });
});
