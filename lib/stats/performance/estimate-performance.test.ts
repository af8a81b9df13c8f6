import { describe, expect, it } from "vitest";
import { addConfidence, emptyConfidenceHistogram } from "../states/confidence-histogram.ts";
import { answered } from "../testing/answered.ts";
import { uniformStream } from "../testing/random-stream.ts";
import { estimatePerformance } from "./estimate-performance.ts";
import { realisedPerformance } from "./realised-performance.ts";

const uniform = uniformStream(21);

/** A window of a model whose confidence is the chance of the positive class; squared, so that low ones are more. */
function window(size: number, labelled: boolean): { given: Float64Array; truth: Float64Array } {
  const [given, truth] = [emptyConfidenceHistogram(), emptyConfidenceHistogram()];
  for (let row = 0; row < size; row += 1) {
    const confidence = uniform() ** 1.5;
    const label = uniform() < confidence;
    addConfidence(given, confidence, labelled ? label : null);
    addConfidence(truth, confidence, label);
  }
  return { given, truth };
}

describe("estimatePerformance", () => {
  it("counts by hand: ten predictions of which nine in ten are right are right nine times", () => {
    const [calibration, current] = [emptyConfidenceHistogram(), emptyConfidenceHistogram()];
    for (let row = 0; row < 100_000; row += 1) addConfidence(calibration, 0.9, row % 10 !== 0);
    for (let row = 0; row < 100; row += 1) addConfidence(current, 0.9, null);
    const { metrics } = answered(estimatePerformance(calibration, current));
    expect(metrics.accuracy?.value).toBeCloseTo(0.9, 5);
    expect((metrics.accuracy!.high - metrics.accuracy!.low) / 2).toBeCloseTo(1.959964 * Math.sqrt(0.09 / 100), 3);
    expect(metrics.recall).toEqual({ value: 1, low: 1, high: 1 });
    expect(metrics.specificity?.value).toBe(0);
    expect(metrics.auc?.value).toBeCloseTo(0.5, 10);
  });

  it("holds the realised metrics in its interval about as often as it says", () => {
    const calibration = window(2000, true).given;
    const hits = { accuracy: 0, precision: 0, recall: 0, specificity: 0, f1: 0, auc: 0 };
    for (let round = 0; round < 200; round += 1) {
      const { given, truth } = window(500, false);
      const { metrics } = answered(estimatePerformance(calibration, given));
      const real = answered(realisedPerformance(truth)).metrics;
      for (const metric of Object.keys(hits) as (keyof typeof hits)[]) {
        if (metrics[metric]!.low <= real[metric]! && real[metric]! <= metrics[metric]!.high) hits[metric] += 1;
      }
    }
    for (const [metric, count] of Object.entries(hits)) expect(count / 200, metric).toBeGreaterThan(0.9);
    expect(hits.accuracy / 200).toBeLessThan(1);
  });

  it("says what it cannot do", () => {
    const { given } = window(99, true);
    expect(estimatePerformance(given, given)).toEqual({ status: "not_enough_data" });
    expect(estimatePerformance(given, new Float64Array(3))).toEqual({ status: "invalid_input" });
    const broken = window(200, true).given;
    broken[0] = Number.NaN;
    expect(estimatePerformance(broken, given)).toEqual({ status: "invalid_input" });
  });
});
