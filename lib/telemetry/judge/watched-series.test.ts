import { describe, expect, it } from "vitest";
import { emptyAnomalyState, type AnomalyState } from "../../detection/anomaly/anomaly-state.ts";
import { observe } from "../../detection/anomaly/observe.ts";
import { ANOMALY_DEFAULTS } from "../../detection/defaults.ts";
import { uniformStream } from "../../stats/testing/random-stream.ts";
import { resolutions } from "../rules.ts";
import { anomalyAlpha, driftAlpha } from "./budget-shares.ts";
import { emptyWatch, pointOf, seriesOf, type Measured, type WatchedResolution } from "./watched-series.ts";

const DAYS = 30;
const STEP = resolutions["5m"];
const AN_HOUR = resolutions["1h"] / STEP;
const START = Date.UTC(2026, 0, 5);

/** Latencies with a long tail; how many there are follows the hour of the day, as in a shop. */
function latenciesOf(next: () => number, at: number, most: number, factor: number): number[] {
  const wanted = (most * (0.55 + 0.45 * Math.cos(((new Date(at).getUTCHours() - 14) / 24) * 2 * Math.PI))) / AN_HOUR;
  const n = Math.floor(wanted) + (next() < wanted % 1 ? 1 : 0);
  return Array.from({ length: n }, () => factor * (20 - 8 * Math.log(next())));
}

function p95(values: readonly number[]): Measured | null {
  const sorted = [...values].sort((left, right) => left - right);
  const value = sorted[Math.ceil(0.95 * sorted.length) - 1];
  return value === undefined ? null : { value, n: sorted.length };
}

/** When the latency of a model raised an alarm in a month, in days; it is `factor` times as long from day 20 on. */
function alarmsOf(seed: number, most: number, factor = 1): number[] {
  const next = uniformStream(seed);
  const loads = (["5m", "1h"] as const).map((each) => ({
    series: seriesOf(each).length,
    windowMs: resolutions[each],
    detectors: 1,
  }));
  const settings = { ...ANOMALY_DEFAULTS, alpha: anomalyAlpha(1, loads) };
  const states = new Map<WatchedResolution, AnomalyState>([
    ["5m", emptyAnomalyState()],
    ["1h", emptyAnomalyState()],
  ]);
  const alarms: number[] = [];
  const see = (resolution: WatchedResolution, at: number, values: readonly number[]): void => {
    const series = seriesOf(resolution).find(({ id }) => id === "latency");
    const point = series && pointOf(series, { ...emptyWatch, latency: p95(values) });
    const before = states.get(resolution) ?? emptyAnomalyState();
    const seen = observe(before, { at, value: point?.value ?? null, weight: point?.weight }, settings);
    states.set(resolution, seen.state);
    if (seen.alarm) alarms.push((at - START) / 86_400_000);
  };
  let hour: number[] = [];
  for (let step = 0; step < DAYS * 24 * AN_HOUR; step += 1) {
    const at = START + step * STEP;
    const values = latenciesOf(next, at, most, step >= 20 * 24 * AN_HOUR ? factor : 1);
    see("5m", at, values);
    hour = [...hour, ...values];
    if (step % AN_HOUR === AN_HOUR - 1) {
      see("1h", at - (AN_HOUR - 1) * STEP, hour);
      hour = [];
    }
  }
  return alarms;
}

describe("a percentile that is watched", () => {
  it.each([40, 190, 900])(
    "raises no false page in a month whose traffic only follows the day, at %i an hour",
    (most) => {
      const alarms = [1, 2, 3, 4].flatMap((seed) => alarmsOf(seed, most));
      expect(alarms).toEqual([]);
    },
  );

  it.each([190, 900])("tells within a day that answers take half as long again, at %i an hour", (most) => {
    for (const seed of [5, 6]) {
      const alarms = alarmsOf(seed, most, 1.5).filter((day) => day >= 20);
      expect(alarms[0]).toBeLessThan(21);
    }
  });
});

describe("the budget of false pages", () => {
  it("is what the tests of a month may spend together, and more of it lets more through", () => {
    const loads = [{ series: 9, windowMs: STEP, detectors: 1 }];
    expect(anomalyAlpha(1, loads) * 9 * 288 * 30 + driftAlpha(1) * 720).toBeLessThanOrEqual(1);
    expect(driftAlpha(2)).toBeCloseTo(2 * driftAlpha(1));
    expect(anomalyAlpha(2, loads)).toBeCloseTo(2 * anomalyAlpha(1, loads));
  });
});
