import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { hellinger } from "./hellinger.ts";

describe("hellinger", () => {
  it("is √(1 − Σ√pq)", () => {
    const expected = Math.sqrt(1 - (Math.sqrt(0.36 * 0.3) + Math.sqrt(0.48 * 0.5) + Math.sqrt(0.16 * 0.2)));
    expect(answered(hellinger([36, 48, 16], [30, 50, 20])).distance).toBeCloseTo(expected, 14);
  });

  it("is 1 when nothing is shared", () => {
    expect(answered(hellinger([5, 0], [0, 2])).distance).toBe(1);
    expect(hellinger([1], [2])).toEqual({ status: "constant" });
  });
});
