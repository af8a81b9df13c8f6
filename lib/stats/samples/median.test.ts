import { describe, expect, it } from "vitest";
import { sortedMedian } from "./median.ts";

describe("sortedMedian", () => {
  it("is the middle, or the mean of the two middle values", () => {
    expect(sortedMedian(Float64Array.of(1, 2, 9))).toBe(2);
    expect(sortedMedian(Float64Array.of(1, 2, 4, 9))).toBe(3);
    expect(sortedMedian(new Float64Array(0))).toBeUndefined();
    expect(sortedMedian(Float64Array.of(1.7e308, 1.7e308))).toBe(1.7e308);
  });
});
