import { describe, expect, it } from "vitest";
import { histogramQuantile } from "../../stats/states/exponential-histogram.ts";
import { moments } from "../../stats/states/numeric-state.ts";
import { addHistogramValue } from "./add-histogram.ts";
import { emptyFeature } from "./feature-state.ts";

describe("histograms that others counted", () => {
  it("keep their own count, sum, least and largest; quantiles come from their buckets", () => {
    const state = emptyFeature();
    addHistogramValue(state, {
      count: 10,
      sum: 50,
      min: 0.5,
      max: 9,
      buckets: [
        [null, 1, 2],
        [1, 4, 3],
        [4, null, 5],
      ],
    });
    const found = moments(state.numbers);
    expect(found).toMatchObject({ status: "ok", n: 10, mean: 5, least: 0.5, largest: 9 });
    const median = histogramQuantile(state.histogram, 0.3);
    expect(median.status === "ok" && median.value).toBeCloseTo(2, 1);
  });

  it("without a sum count each value at the middle of its bucket, and nothing for an empty one", () => {
    const state = emptyFeature();
    const plain = { count: 4, sum: null, min: null, max: null, buckets: [[1, 2, 4]] as const };
    addHistogramValue(state, plain);
    expect(moments(state.numbers)).toMatchObject({ n: 4, mean: 1.5, least: 1, largest: 2 });
    const empty = emptyFeature();
    addHistogramValue(empty, { ...plain, count: 0, buckets: [[1, 2, 0]] });
    expect(empty.numbers.n).toBe(0);
    expect(empty.numbers.least).toBe(Infinity);
  });
});
