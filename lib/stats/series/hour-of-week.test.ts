import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { normalStream } from "../testing/random-stream.ts";
import { HOUR_OF_WEEK_START, hourOfWeekAdvance, hourOfWeekExpect, type HourOfWeekState } from "./hour-of-week.ts";

const normal = normalStream(12);
const usual = (hour: number): number => 100 + 50 * Math.sin((hour * Math.PI) / 12) + (hour % 168 > 119 ? -60 : 0);

function observe(hours: number): HourOfWeekState {
  let state = HOUR_OF_WEEK_START;
  for (let hour = 0; hour < hours; hour += 1) state = hourOfWeekAdvance(state, hour, usual(hour) + 3 * normal());
  return state;
}

describe("hourOfWeekExpect", () => {
  it("compares with the same hour once there are three weeks, and says so", () => {
    const state = observe(5 * 168);
    const weekend = answered(hourOfWeekExpect(state, 5 * 168 + 130));
    expect(weekend).toMatchObject({ basis: "hour_of_week", n: 5 });
    expect(Math.abs(weekend.expected - usual(130))).toBeLessThan(6);
    expect(weekend.scale).toBeGreaterThan(1);
    expect(weekend.scale).toBeLessThan(12);
  });

  it("compares with the last day before that", () => {
    const state = observe(2 * 168);
    expect(answered(hourOfWeekExpect(state, 2 * 168))).toMatchObject({ basis: "last_day", n: 24 });
    expect(hourOfWeekExpect(state, 3 * 168)).toEqual({ status: "not_enough_data" });
  });

  it("knows nothing at first, keeps twelve weeks, and skips gaps", () => {
    expect(hourOfWeekExpect(HOUR_OF_WEEK_START, 0)).toEqual({ status: "not_enough_data" });
    expect(hourOfWeekAdvance(HOUR_OF_WEEK_START, 5, null)).toBe(HOUR_OF_WEEK_START);
    let state = HOUR_OF_WEEK_START;
    for (let week = 0; week < 20; week += 1) state = hourOfWeekAdvance(state, 7 + week * 168, week);
    expect(state.weeks[7]).toHaveLength(12);
    expect(hourOfWeekExpect(observe(0), 0.5)).toEqual({ status: "invalid_input" });
  });

  it("calls a flat series constant unless there is a floor", () => {
    let state = HOUR_OF_WEEK_START;
    for (let hour = 0; hour < 4 * 168; hour += 1) state = hourOfWeekAdvance(state, hour, 0);
    expect(hourOfWeekExpect(state, 4 * 168)).toEqual({ status: "constant" });
    expect(hourOfWeekExpect(state, 4 * 168, 1)).toMatchObject({ expected: 0, scale: 1 });
  });
});
