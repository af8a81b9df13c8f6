import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { ewmaStep } from "./ewma.ts";

/** NIST/SEMATECH e-Handbook 6.3.2.4: weight 0.3, mean 50, s = 2.0539; values and averages as printed. */
const VALUES = [
  52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6,
  52.1,
];
const PRINTED = [
  50.6, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73,
  51.23, 51.94, 51.99,
];
const SETTINGS = { mean: 50, deviation: 2.0539, weight: 0.3, width: 3 };

describe("ewmaStep", () => {
  it("gives the handbook's averages and limits, without an alarm", () => {
    let average = 50;
    VALUES.forEach((value, index) => {
      const step = answered(ewmaStep(average, value, SETTINGS));
      average = step.average;
      expect(Math.abs(average - PRINTED[index]!)).toBeLessThan(0.0051);
      expect([step.high.toFixed(4), step.low.toFixed(4), step.alarm]).toEqual(["52.5884", "47.4116", false]);
    });
  });

  it("alarms on both sides, and says what it cannot do", () => {
    expect(ewmaStep(50, 80, SETTINGS)).toMatchObject({ alarm: true });
    expect(ewmaStep(50, 20, SETTINGS)).toMatchObject({ alarm: true });
    expect(ewmaStep(50, null, SETTINGS)).toEqual({ status: "invalid_input" });
    expect(ewmaStep(50, 50, { ...SETTINGS, deviation: 0 })).toEqual({ status: "constant" });
  });
});
