import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { CAPYMOA_STREAM, RIVER_STREAM } from "../testing/published-streams.ts";
import { normalStream } from "../testing/random-stream.ts";
import { ADWIN_START, adwinStep } from "./adwin.ts";

function alarms(values: readonly number[], delta?: number): number[] {
  let state = ADWIN_START;
  return values.flatMap((value, index) => {
    const step = answered(adwinStep(state, value, delta));
    state = step.state;
    return step.alarm ? [index] : [];
  });
}

describe("adwinStep", () => {
  it("finds the changes that River's and CapyMOA's documentation print", () => {
    expect(alarms(RIVER_STREAM)).toEqual([1023]);
    expect(alarms(CAPYMOA_STREAM, 0.001)).toEqual([1023, 1055]);
  });

  it("holds the mean of its window exactly, in few buckets", () => {
    let state = ADWIN_START;
    let last = { n: 0, mean: 0 };
    for (let value = 0; value < 3000; value += 1) {
      const step = answered(adwinStep(state, value % 3, 1e-9));
      state = step.state;
      last = step;
    }
    expect(last.n).toBe(3000);
    expect(last.mean).toBeCloseTo(1, 12);
    expect(state.rows.reduce((sum, row) => sum + row.length, 0)).toBeLessThan(60);
    expect(state.rows.every((row) => row.length <= 5)).toBe(true);
  });

  it("seldom alarms without a change", () => {
    const normal = normalStream(8);
    expect(alarms(Array.from({ length: 10_000 }, normal)).length).toBeLessThanOrEqual(1);
  });

  it("refuses what is no number", () => {
    expect(adwinStep(ADWIN_START, "1")).toEqual({ status: "invalid_input" });
    expect(adwinStep(ADWIN_START, 1, 0)).toEqual({ status: "invalid_input" });
  });
});
