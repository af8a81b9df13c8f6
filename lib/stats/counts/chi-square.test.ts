import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { chiSquare } from "./chi-square.ts";

describe("chiSquare", () => {
  it("gives the example of scipy's chi2_contingency", () => {
    const found = answered(chiSquare([10, 10, 20], [20, 20, 20]));
    expect(found.statistic).toBeCloseTo(2.7777777777777777, 14);
    expect(found.p).toBeCloseTo(0.24935220877729622, 14);
    expect(found).toMatchObject({ degrees: 2, leastExpected: 12 });
    expect(found.cramersV).toBeCloseTo(Math.sqrt(2.7777777777777777 / 100), 14);
  });

  it("takes a new category without infinity, and V as 1 when nothing is shared", () => {
    expect(answered(chiSquare([10, 0], [0, 10])).cramersV).toBe(1);
    expect(chiSquare([3], [4])).toEqual({ status: "constant" });
  });
});
