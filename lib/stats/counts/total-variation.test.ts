import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { totalVariation } from "./total-variation.ts";

describe("totalVariation", () => {
  it("is half the sum and the largest of the differences", () => {
    const found = answered(totalVariation([50, 30, 20], [20, 25, 5]));
    expect(found.distance).toBeCloseTo(0.2, 15);
    expect(found.largest).toBeCloseTo(0.2, 15);
    expect(totalVariation([1, 1], [0, 0])).toEqual({ status: "not_enough_data" });
  });
});
