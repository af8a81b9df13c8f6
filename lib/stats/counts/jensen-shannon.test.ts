import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { jensenShannon } from "./jensen-shannon.ts";

describe("jensenShannon", () => {
  it("gives the examples of scipy's documentation", () => {
    expect(answered(jensenShannon([1, 0, 0], [0, 1, 0])).distance).toBe(1);
    const half = answered(jensenShannon([2, 0], [1, 1]));
    expect(half.distance).toBeCloseTo(0.5579230452841438, 14);
    expect(half.distance * Math.sqrt(Math.LN2)).toBeCloseTo(0.46450140402245893, 14);
  });

  it("is 0 for the same shares of different sizes", () => {
    expect(answered(jensenShannon([1, 2, 3], [100, 200, 300])).divergence).toBeCloseTo(0, 15);
    expect(jensenShannon([0], [1])).toEqual({ status: "not_enough_data" });
  });
});
