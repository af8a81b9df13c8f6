import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { cusumStep } from "./cusum.ts";

/** NIST/SEMATECH e-Handbook 6.3.2.3: mean 325, k = 0.3175, h = 4.1959 in the unit of the values. */
const VALUES = [
  324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6, 324.625, 325.15, 328.325,
  327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35,
];
const SETTINGS = { mean: 325, deviation: 1, slack: 0.3175, decision: 4.1959 };

describe("cusumStep", () => {
  it("alarms where the handbook's chart does: from the fourteenth group on", () => {
    let state = { above: 0, below: 0 };
    const alarms = VALUES.flatMap((value, index) => {
      const step = answered(cusumStep(state, value, SETTINGS));
      state = step.state;
      return step.alarm === null ? [] : [`${index + 1} ${step.alarm}`];
    });
    expect(alarms).toEqual([14, 15, 16, 17, 18, 19, 20].map((group) => `${group} above`));
    expect(state.above).toBeCloseTo(19.035, 9);
  });

  it("sees a fall, and says what it cannot do", () => {
    expect(cusumStep({ above: 0, below: 4 }, 324, SETTINGS)).toMatchObject({ alarm: "below" });
    expect(cusumStep({ above: 0, below: 0 }, Infinity, SETTINGS)).toEqual({ status: "invalid_input" });
    expect(cusumStep({ above: 0, below: 0 }, 1, { ...SETTINGS, deviation: 0 })).toEqual({ status: "constant" });
  });
});
