import { describe, expect, it } from "vitest";
import { addConfidence, emptyConfidenceHistogram } from "../states/confidence-histogram.ts";
import { realisedPerformance } from "./realised-performance.ts";

describe("realisedPerformance", () => {
  it("looks only at what has a label", () => {
    const histogram = emptyConfidenceHistogram();
    addConfidence(histogram, 0.9, true);
    addConfidence(histogram, 0.8, false);
    addConfidence(histogram, 0.7, null);
    addConfidence(histogram, 0.1, false);
    expect(realisedPerformance(histogram)).toMatchObject({ n: 3, metrics: { precision: 0.5, recall: 1, auc: 1 } });
    expect(realisedPerformance(emptyConfidenceHistogram())).toEqual({ status: "not_enough_data" });
  });
});
