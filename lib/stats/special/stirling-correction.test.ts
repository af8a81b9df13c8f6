import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/relative-error.ts";
import { stirlingCorrection } from "./stirling-correction.ts";

describe("stirlingCorrection", () => {
  it.each([
    [10, 0.0083305634333628713],
    [13.5, 0.0061717122630394576],
    [1000, 8.3333330555556349e-5],
  ])("at %d, against sixty-digit arithmetic", (x, expected) => {
    expect(relativeError(stirlingCorrection(x), expected)).toBeLessThan(1e-15);
  });
});
