import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { cramerVonMisesTail } from "./cramer-von-mises-tail.ts";

/** The integrals by the midpoint rule in thirty digits; .34730 … 1.16786 are the points of Anderson and Darling's (1952) table. */
const VALUES = [
  [0.02, 0.99699938569838331],
  [0.05, 0.87628093104130782],
  [0.1, 0.58487343840679488],
  [0.3473, 0.10000308279018206],
  [0.46136, 0.05000038313264116],
  [0.74346, 0.0099999619154528537],
  [1.16786, 0.00099999091487424763],
  [5, 3.0539290331033875e-12],
  [12, 1.9751211641729369e-27],
] as const;

describe("cramerVonMisesTail", () => {
  it.each(VALUES)("at %d", (x, expected) => {
    expect(relativeError(cramerVonMisesTail(x), expected)).toBeLessThan(1e-10);
  });

  it("is certain below and for nonsense", () => {
    expect([cramerVonMisesTail(0), cramerVonMisesTail(NaN)]).toEqual([1, 1]);
  });
});
