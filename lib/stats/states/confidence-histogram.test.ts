import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectFoldLaw } from "../testing/fold-law.ts";
import {
  addConfidence,
  confidenceBins,
  decodeConfidenceHistogram,
  emptyConfidenceHistogram,
  encodeConfidenceHistogram,
  mergeConfidenceHistogram,
} from "./confidence-histogram.ts";

describe("a confidence histogram", () => {
  it("gives the same bytes for any split and order", () => {
    expectFoldLaw<Float64Array, [unknown, boolean | null]>(
      {
        empty: emptyConfidenceHistogram,
        add: (histogram, [confidence, label]) => void addConfidence(histogram, confidence, label),
        merge: mergeConfidenceHistogram,
        encode: encodeConfidenceHistogram,
        decode: decodeConfidenceHistogram,
      },
      fc.tuple(
        fc.oneof(fc.double({ min: 0, max: 1 }), fc.constantFrom<unknown>(null, "1", 2, -1)),
        fc.constantFrom(true, false, null),
      ),
    );
  });

  it("knows where 0 and 1 belong, and takes nothing outside", () => {
    const histogram = emptyConfidenceHistogram();
    expect([0, 1, 0.05, Number.NaN, 1.01, -0.01, null].map((p) => addConfidence(histogram, p, true))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    const bins = confidenceBins(histogram);
    expect([bins[0], bins[1], bins[19]].map((bin) => bin?.positive)).toEqual([1, 1, 1]);
  });
});
