import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { RIVER_STREAM } from "../testing/published-streams.ts";
import { PAGE_HINKLEY_START, pageHinkleyStep } from "./page-hinkley.ts";

const SETTINGS = { least: 30, tolerance: 0.005, threshold: 50, memory: 0.9999 };

function alarms(values: readonly unknown[]): string[] {
  let state = PAGE_HINKLEY_START;
  return values.flatMap((value, index) => {
    const step = answered(pageHinkleyStep(state, value, SETTINGS));
    state = step.state;
    return step.alarm === null ? [] : [`${index} ${step.alarm}`];
  });
}

describe("pageHinkleyStep", () => {
  it("finds River's documented change at 1006", () => {
    expect(alarms(RIVER_STREAM)).toEqual(["1006 rise"]);
  });

  it("finds a fall as well", () => {
    expect(alarms(RIVER_STREAM.map((value) => -value))).toEqual(["1006 fall"]);
  });

  it("refuses what is no number", () => {
    expect(pageHinkleyStep(PAGE_HINKLEY_START, null, SETTINGS)).toEqual({ status: "invalid_input" });
    expect(pageHinkleyStep(PAGE_HINKLEY_START, 1, { ...SETTINGS, threshold: 0 })).toEqual({ status: "invalid_input" });
  });
});
