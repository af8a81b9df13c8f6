import { describe, expect, it } from "vitest";
import { cumulativeSteps } from "./cumulative-steps.ts";

describe("cumulativeSteps", () => {
  it("walks up both distribution functions", () => {
    expect(cumulativeSteps({ values: [0, 1, null] }, { values: [1, 3], weights: [3, 1] })).toEqual({
      status: "ok",
      steps: [
        { width: 1, difference: 0.5 },
        { width: 2, difference: 0.25 },
      ],
    });
  });

  it("refuses nothing and a single value", () => {
    expect(cumulativeSteps({ values: ["a"] }, { values: [1] })).toEqual({ status: "not_enough_data" });
    expect(cumulativeSteps({ values: [1], weights: [0] }, { values: [1] })).toEqual({ status: "not_enough_data" });
    expect(cumulativeSteps({ values: [1, 1] }, { values: [1] })).toEqual({ status: "constant" });
  });
});
