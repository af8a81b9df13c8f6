import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { rateChange } from "./rate-change.ts";

describe("rateChange", () => {
  it("sees a column that becomes empty", () => {
    const found = answered(rateChange({ count: 3, total: 1000 }, { count: 950, total: 1000 }));
    expect(found.change).toBeCloseTo(0.947, 12);
    expect(found.p).toBeLessThan(1e-300);
  });

  it("is sure that nothing changed when there were no nulls at all", () => {
    expect(rateChange({ count: 0, total: 10 }, { count: 0, total: 20 })).toEqual({
      status: "ok",
      before: 0,
      after: 0,
      change: 0,
      p: 1,
    });
    expect(rateChange({ count: 0, total: 0 }, { count: 0, total: 20 })).toEqual({ status: "not_enough_data" });
  });
});
