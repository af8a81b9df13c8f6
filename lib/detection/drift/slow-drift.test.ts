import { describe, expect, it } from "vitest";
import { normalStream } from "../../stats/testing/random-stream.ts";
import { SLOW_DRIFT_DEFAULTS } from "../defaults.ts";
import { SLOW_DRIFT_START, slowDriftStep } from "./slow-drift.ts";

function run(distances: readonly (number | null)[], settings = SLOW_DRIFT_DEFAULTS): number[] {
  let state = SLOW_DRIFT_START;
  return distances.flatMap((distance, index) => {
    const step = slowDriftStep(state, distance, settings);
    state = JSON.parse(JSON.stringify(step.state)) as typeof state;
    return step.alarm ? [index] : [];
  });
}

describe("slowDriftStep", () => {
  const next = normalStream(3);
  const noise = (n: number, rise: number) => Array.from({ length: n }, (_, k) => 0.05 + rise * k + 0.01 * next());

  it("is quiet on a steady distance", () => expect(run(noise(500, 0))).toEqual([]));

  it("finds a rise far below what one window shows, once", () => {
    const alarms = run([...noise(30, 0), ...noise(100, 0.0005)]);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toBeLessThan(80);
  });

  it("finds a feature that came back for three days and drifts again, once more; after an hour it is the same event", () => {
    const steady = (hours: number, at: number): number[] => Array.from({ length: hours }, () => at);
    const once = [...steady(24, 0.02), ...steady(48, 0.08)];
    expect(run([...once, ...steady(72, 0.02), ...steady(48, 0.08)])).toHaveLength(2);
    expect(run([...once, ...steady(1, 0.02), ...steady(48, 0.08)])).toHaveLength(1);
  });

  it("does not spend its alarm on a distance that is not worth a word", () => {
    const creeping = [
      ...Array.from({ length: 20 }, () => 0.01),
      ...Array.from({ length: 100 }, (_, k) => 0.01 + k / 1_000),
    ];
    const [early = 0] = run(creeping);
    expect(creeping[early]).toBeLessThan(0.05);
    const told = run(creeping, { ...SLOW_DRIFT_DEFAULTS, leastDistance: 0.05 });
    expect(told.map((place) => creeping[place]?.toFixed(3))).toEqual(["0.050"]);
  });

  it("says how many windows it still needs and passes over gaps", () => {
    expect(slowDriftStep(SLOW_DRIFT_START, null)).toEqual({ state: SLOW_DRIFT_START, alarm: false, warmUp: 20 });
    expect(slowDriftStep(SLOW_DRIFT_START, 0.1)).toMatchObject({ warmUp: 19, state: { n: 1, mean: 0.1 } });
    expect(slowDriftStep(SLOW_DRIFT_START, Number.NaN).state).toBe(SLOW_DRIFT_START);
  });

  it("adds up as the tabular CUSUM does: 20 × 0.05, then 0.07 each is two deviations above", () => {
    const steady: number[] = Array.from({ length: 20 }, () => 0.05);
    // deviation 0.01 by the floor, slack 0.75: 1.25 a window; 8 is passed at the seventh.
    expect(run([...steady, ...Array.from({ length: 9 }, () => 0.07)])).toEqual([26]);
  });
});
