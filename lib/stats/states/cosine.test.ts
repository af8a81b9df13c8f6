import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cosineAndSine } from "./cosine.ts";

describe("cosineAndSine", () => {
  it("is as good as the engine's", () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (turns) => {
        const [cosine, sine] = cosineAndSine(turns);
        expect(cosine).toBeCloseTo(Math.cos(2 * Math.PI * turns), 12);
        expect(sine).toBeCloseTo(Math.sin(2 * Math.PI * turns), 12);
      }),
    );
  });

  it("is exact at quarters", () => {
    expect([0, 0.25, 0.5, 0.75, 1e300].map((turns) => cosineAndSine(turns).map((part) => part + 0))).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
      [1, 0],
    ]);
  });
});
