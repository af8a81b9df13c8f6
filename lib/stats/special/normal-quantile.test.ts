import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { normalUpperQuantile } from "./normal-quantile.ts";

describe("normalUpperQuantile", () => {
  it.each([
    [0.4999, 0.00025066283008800749],
    [0.3, 0.52440051270804082],
    [0.025, 1.9599639845400542],
    [0.001, 3.0902323061678135],
    [1e-6, 4.753424308822899],
    [1e-27, 10.849736996817973],
    [1e-300, 37.047096299361199],
    [0.975, -1.9599639845400539],
  ])("at %d, against fifty-digit arithmetic", (p, expected) => {
    expect(relativeError(normalUpperQuantile(p), expected)).toBeLessThan(1e-12);
  });

  it("has its limits", () => {
    expect(normalUpperQuantile(0.5)).toBeCloseTo(0, 15);
    expect([normalUpperQuantile(0), normalUpperQuantile(1), normalUpperQuantile(2)]).toEqual([
      Infinity,
      -Infinity,
      -Infinity,
    ]);
  });
});
