import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalStream } from "../../stats/testing/random-stream.ts";
import { rhythm } from "../testing/labelled-series.ts";
import { emptyAnomalyState, type AnomalyState } from "./anomaly-state.ts";
import { observe, type Observation } from "./observe.ts";

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5);

/** Runs values an hour apart; the state goes through JSON each time, as through a database. */
function run(values: readonly (number | null)[], state: AnomalyState = emptyAnomalyState(), every = HOUR) {
  let now = state;
  const seen = values.map((value, k): Observation => {
    const one = observe(now, { at: START + k * every, value });
    now = JSON.parse(JSON.stringify(one.state)) as AnomalyState;
    return one;
  });
  const alarms = seen.flatMap(({ alarm }, k) => (alarm ? [k] : []));
  return { seen, alarms, state: now };
}

const noise = (n: number, seed = 1) => Array.from({ length: n }, normalStream(seed)).map((value) => 50 + 4 * value);

describe("observe", () => {
  it("shows that it warms up and does not alarm before", () => {
    const { seen, alarms } = run([...noise(10), 1e6, ...noise(10)]);
    expect(alarms).toEqual([]);
    expect(seen[0]).toMatchObject({ status: "warming_up", p: null, why: "Warming up: 30 more points are needed." });
    expect(seen[10]).toMatchObject({ status: "warming_up", why: "Warming up: 20 more points are needed." });
    const fast = run(noise(40), emptyAnomalyState(), 60_000).seen;
    expect(fast[39]).toMatchObject({ status: "warming_up", why: "Warming up: a full day is needed." });
  });

  it("finds a spike and says why", () => {
    const values = noise(200);
    values[150] = 90;
    const { seen, alarms } = run(values);
    expect(alarms).toEqual([150]);
    expect(seen[150]).toMatchObject({ status: "ok", active: true, basis: "last_day" });
    expect(seen[150]?.why).toMatch(
      /^90 where 4\d\.?\d* was expected, between .*, compared with the last 24 hours, p < 0\.001\.$/u,
    );
    expect(seen[150]?.high).toBeLessThan(90);
  });

  it("alarms once for a shift that lasts, takes it as normal after a while, and sees the way back", () => {
    const values = [...noise(150), ...noise(100, 2).map((value) => value + 25), ...noise(100, 3)];
    const { alarms, seen } = run(values);
    expect(alarms).toHaveLength(2);
    expect(alarms[0]).toBeLessThan(153);
    expect(alarms[1]).toBeGreaterThanOrEqual(250);
    expect(alarms[1]).toBeLessThan(254);
    expect(seen[240]).toMatchObject({ active: false });
    expect(seen[240]?.expected).toBeGreaterThan(70);
  });

  it("adds up small deviations in a row", () => {
    const { alarms, seen } = run([...noise(200), ...noise(30, 5).map((value) => value + 6)]);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]).toBeGreaterThan(201);
    expect(seen[alarms[0]!]?.why).toMatch(/^Values have been above the expected/u);
  });

  it("compares with the hour of the week after three weeks", () => {
    const next = normalStream(8);
    const values = Array.from({ length: 700 }, (_, k) => 100 * rhythm(k) + 3 * next());
    const night = 24 * 24 + 2;
    const odd = values.map((value, k) => (k === night ? 80 : value));
    expect(run(values).alarms).toEqual([]);
    const { alarms, seen } = run(odd);
    expect(alarms).toEqual([night]);
    expect(seen[night]).toMatchObject({ basis: "hour_of_week" });
    expect(Math.abs((seen[night]?.expected ?? 0) - 100 * rhythm(night))).toBeLessThan(8);
  });

  it("alarms when a constant changes and when a sensor is stuck", () => {
    const { alarms } = run([...Array.from({ length: 60 }, () => 0.95), 0.94, 0.94]);
    expect(alarms).toEqual([60]);
    const stuck = run([...noise(100), ...Array.from({ length: 12 }, () => 51.3), ...noise(20, 4)]);
    expect(stuck.alarms).toHaveLength(1);
    expect(stuck.alarms[0]).toBeLessThan(108);
    expect(stuck.seen[stuck.alarms[0]!]?.why).toMatch(/again and again/u);
    expect(stuck.seen.at(-1)?.active).toBe(false);
  });

  it("takes a point with few events behind it as noisier", () => {
    const { state } = run([]);
    let heavy = state;
    for (let k = 0; k < 60; k += 1) {
      heavy = observe(heavy, { at: START + k * HOUR, value: k % 2 === 0 ? 0.1 : 0.12, weight: 1000 }).state;
    }
    const at = START + 60 * HOUR;
    const sure = observe(heavy, { at, value: 0.25, weight: 1000 });
    const unsure = observe(heavy, { at, value: 0.25, weight: 10 });
    expect(sure.alarm).toBe(true);
    expect(unsure.alarm).toBe(false);
  });

  it("passes over gaps, old times and values it cannot use", () => {
    const { state } = run(noise(40));
    const at = START + 100 * HOUR;
    expect(observe(state, { at, value: null })).toMatchObject({ state, status: "no_value", alarm: false });
    expect(observe(state, { at: START, value: 1 })).toMatchObject({ state, status: "not_taken" });
    expect(observe(state, { at, value: Number.NaN })).toMatchObject({ state, status: "not_taken" });
  });

  it("keeps a state of bounded size without NaN, whatever comes", () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(0, 1, 1e149, -1e149, 5e-324), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 80 }), fc.integer({ min: 1, max: 30 * HOUR }), (values, every) => {
        const { seen, state } = run(values, emptyAnomalyState(), every);
        seen.forEach(({ p, score }) => {
          expect(p === null || (p >= 0 && p <= 1)).toBe(true);
          expect(score).toBeGreaterThanOrEqual(0);
        });
        const lost = JSON.stringify(state, (_, part: unknown) =>
          typeof part === "number" && !Number.isFinite(part) ? "LOST" : part,
        );
        expect(lost).not.toContain("LOST");
      }),
    );
    const long = run(Array.from({ length: 2500 }, (_, k) => Math.sin(k) * 1e-7));
    expect(JSON.stringify(long.state).length).toBeLessThan(24_000);
  });
});
