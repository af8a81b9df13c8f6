import { describe, expect, it } from "vitest";
import { addConfidence, emptyConfidenceHistogram } from "../states/confidence-histogram.ts";
import { answered } from "../testing/answered.ts";
import { calibrationError } from "./calibration-error.ts";

describe("calibrationError", () => {
  it("is the average gap between confidence and what came true", () => {
    const histogram = emptyConfidenceHistogram();
    for (let row = 0; row < 10; row += 1) addConfidence(histogram, 0.92, row < 5);
    for (let row = 0; row < 30; row += 1) addConfidence(histogram, 0.52, row < 15);
    expect(answered(calibrationError(histogram)).error).toBeCloseTo((10 * 0.425 + 30 * 0.025) / 40, 12);
    expect(calibrationError(emptyConfidenceHistogram())).toEqual({ status: "not_enough_data" });
  });
});
