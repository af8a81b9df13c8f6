import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { kolmogorovTail } from "./kolmogorov-tail.ts";

describe("kolmogorovTail", () => {
  it.each([
    [0.2, 0.99999999999949496],
    [0.3, 0.99999069419866543],
    [0.5, 0.96394524366487509],
    [0.8, 0.54414241157419808],
    [0.99, 0.28087383922554892],
    [1, 0.26999967167735452],
    [1.36, 0.049485876755377884],
    [2, 0.00067092525577969535],
    [5.6, 1.1536659922495847e-27],
    [15, 7.3877661369745124e-196],
  ])("at %d, against fifty-digit arithmetic", (t, expected) => {
    expect(relativeError(kolmogorovTail(t), expected)).toBeLessThan(1e-12);
  });

  it("has its limits", () => {
    expect([kolmogorovTail(0), kolmogorovTail(NaN), kolmogorovTail(Infinity)]).toEqual([1, 1, 0]);
  });
});
