import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3. */
const NEWCOMBE = [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
] as const;

describe("wilsonInterval", () => {
  it.each(NEWCOMBE)("of %d in %d", (count, total, low, high) => {
    const found = answered(wilsonInterval(count, total));
    expect([found.low.toFixed(4), found.high.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
  });

  it("says what it cannot do", () => {
    expect(wilsonInterval(0, 0)).toEqual({ status: "not_enough_data" });
    expect(wilsonInterval(3, 2)).toEqual({ status: "invalid_input" });
    expect(wilsonInterval(1, 2, 1)).toEqual({ status: "invalid_input" });
    expect(answered(wilsonInterval(9, 9))).toMatchObject({ share: 1, high: 1 });
  });
});
