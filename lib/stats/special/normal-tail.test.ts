import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { normalTail } from "./normal-tail.ts";

describe("normalTail", () => {
  it.each([
    [1, 0.15865525393145705],
    [3, 0.0013498980316300945],
    [10.8, 1.7210178394797758e-27],
    [37, 5.7255712225245768e-300],
    [-2, 0.97724986805182079],
  ])("at %d, against fifty-digit arithmetic", (z, expected) => {
    expect(relativeError(normalTail(z), expected)).toBeLessThan(1e-12);
  });

  it("has its limits", () => {
    expect([normalTail(-Infinity), normalTail(Infinity), normalTail(NaN)]).toEqual([1, 0, 0.5]);
  });
});
