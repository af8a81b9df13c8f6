import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { logGamma } from "./log-gamma.ts";

/** Sixty-digit arithmetic from the definition. */
const VALUES = [
  [0.001, 6.9071788853838537],
  [0.5, 0.57236494292470009],
  [1.0000001, -5.7721558299185071e-8],
  [1.3, -0.10817480950786048],
  [1.9999, -4.2275208772153458e-5],
  [2.25, 0.12487171489239659],
  [3.7, 1.4280723266653881],
  [9.99, 12.779315214350193],
  [10.5, 13.940625219403764],
  [150.25, 601.26150403249973],
  [1e6, 12815504.569147612],
  [1e12, 26631021115915.652],
] as const;

describe("logGamma", () => {
  it.each(VALUES)("at %d", (x, expected) => {
    expect(relativeError(logGamma(x), expected)).toBeLessThan(1e-14);
  });

  it("has its zeros and poles", () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBeCloseTo(0, 16);
    expect([logGamma(0), logGamma(-3), logGamma(Infinity), logGamma(NaN)]).toEqual(Array(4).fill(Infinity));
  });
});
