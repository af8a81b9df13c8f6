import { describe, expect, it } from "vitest";
import { comparedCounts } from "./compared-counts.ts";

describe("comparedCounts", () => {
  it("drops cells that are empty on both sides", () => {
    expect(comparedCounts([1, 0, 2], [0, 0, 5])).toEqual({
      status: "ok",
      reference: [1, 2],
      current: [0, 5],
      n: 3,
      m: 5,
    });
  });

  it.each([
    [[1, 2], [1], "invalid_input"],
    [[1, -2], [1, 1], "invalid_input"],
    [[1, Number.NaN], [1, 1], "invalid_input"],
    [[1, Infinity], [1, 1], "invalid_input"],
    [[Number.MAX_VALUE, 1], [Number.MAX_VALUE, 1], "invalid_input"],
    [[], [], "not_enough_data"],
    [[0, 0], [1, 1], "not_enough_data"],
    [[5, 0], [7, 0], "constant"],
  ])("refuses %j and %j: %s", (reference, current, status) => {
    expect(comparedCounts(reference, current)).toEqual({ status });
  });
});
