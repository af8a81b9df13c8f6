import { describe, expect, it } from "vitest";
import { binaryPerformance } from "./binary-performance.ts";

describe("binaryPerformance", () => {
  it("is what a table of eight predictions says by hand", () => {
    const bins = [
      { negative: 3, positive: 1 },
      { negative: 1, positive: 0 },
      { negative: 0, positive: 1 },
      { negative: 1, positive: 1 },
    ];
    expect(binaryPerformance(bins, 2)).toEqual({
      accuracy: 6 / 8,
      precision: 2 / 3,
      recall: 2 / 3,
      specificity: 4 / 5,
      f1: 4 / 6,
      auc: (1.5 + 4 + 4.5) / 15,
    });
  });

  it("is null where there is no answer", () => {
    expect(binaryPerformance([{ negative: 0, positive: 0 }], 0)).toEqual({
      accuracy: null,
      precision: null,
      recall: null,
      specificity: null,
      f1: null,
      auc: null,
    });
    expect(binaryPerformance([{ negative: 2, positive: 0 }], 1)).toMatchObject({ precision: null, auc: null });
  });
});
