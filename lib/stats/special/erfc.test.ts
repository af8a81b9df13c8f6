import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { erfc, logErfc } from "./erfc.ts";

/** Sixty-digit arithmetic from the definition. */
const VALUES = [
  [-3, 1.9999779095030014],
  [-0.1, 1.1124629160182849],
  [0, 1],
  [1e-5, 0.99998871620832942],
  [0.4, 0.57160764495333152],
  [1.2, 0.089686021770364632],
  [1.4999, 0.033906748337704729],
  [1.5, 0.033894853524689273],
  [2.3, 0.0011431765973566525],
  [5, 1.5374597944280349e-12],
  [7.7, 1.2942740067717136e-27],
  [10.3, 4.5947618530992262e-48],
  [26, 5.6631924088561428e-296],
] as const;

describe("erfc", () => {
  it.each(VALUES)("at %d", (x, expected) => {
    expect(relativeError(erfc(x), expected)).toBeLessThan(1e-14);
  });

  it("has its limits", () => {
    expect([erfc(Infinity), erfc(-Infinity), erfc(NaN)]).toEqual([0, 2, 1]);
  });
});

describe("logErfc", () => {
  it("goes on where erfc is 0", () => {
    expect(relativeError(logErfc(40), -1604.2615566532736)).toBeLessThan(1e-15);
    expect(relativeError(logErfc(-1), 0.61123231767807049)).toBeLessThan(1e-14);
    expect(logErfc(Infinity)).toBe(-Infinity);
  });
});
