import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { normalStream } from "../testing/random-stream.ts";
import { HOLT_WINTERS_START, holtWintersAdvance, holtWintersExpect, type HoltWintersState } from "./holt-winters.ts";

const SETTINGS = { period: 4, level: 0.306, trend: 0.0003, season: 0.426 };

function run(values: readonly unknown[], settings = SETTINGS): HoltWintersState {
  return values.reduce<HoltWintersState>(
    (state, value) => holtWintersAdvance(state, value, settings),
    HOLT_WINTERS_START,
  );
}

describe("holtWintersAdvance", () => {
  it("takes the step of Hyndman and Athanasopoulos' table of visitor nights (Forecasting, second edition, 7.3)", () => {
    const start = { warmUp: [], level: 32.26, trend: 0.7, seasons: [9.7, -9.31, -1.69, 1.31], residuals: [] };
    const next = holtWintersAdvance(start, 42.21, SETTINGS);
    expect([next.level.toFixed(2), next.trend.toFixed(2), next.seasons.at(-1)?.toFixed(2)]).toEqual([
      "32.82",
      "0.70",
      "9.51",
    ]);
    expect(next.residuals[0]).toBeCloseTo(42.21 - 42.66, 10);
  });

  it("follows a line with a season exactly, from two seasons on, over gaps", () => {
    const value = (t: number): number => 10 + 0.5 * t + [3, -1, -4, 2][t % 4]!;
    const series = Array.from({ length: 40 }, (_, t) => (t === 20 || t === 33 ? null : value(t)));
    const state = run(series);
    expect(state.level + state.trend + state.seasons[0]!).toBeCloseTo(value(40), 8);
  });

  it("is not carried away by an outlier", () => {
    const normal = normalStream(6);
    const series = Array.from({ length: 200 }, (_, t) => 100 + 20 * Math.sin((t * Math.PI) / 2) + normal());
    const before = answered(holtWintersExpect(run(series)));
    const after = answered(holtWintersExpect(run([...series, 1e6, ...series.slice(0, 3)])));
    expect(Math.abs(after.expected - before.expected)).toBeLessThan(5);
    expect(after.scale).toBeLessThan(2);
  });

  it("warms up before it says anything, and shrugs at nonsense", () => {
    expect(holtWintersExpect(run([1, 2, 3, 4, 1, 2, 3]))).toEqual({ status: "not_enough_data" });
    expect(holtWintersExpect(run(Array<number>(60).fill(5)))).toEqual({ status: "constant" });
    expect(holtWintersAdvance(HOLT_WINTERS_START, 1, { ...SETTINGS, period: 0 })).toBe(HOLT_WINTERS_START);
    expect(run(["x", null, Infinity, undefined, null, null, null, null, null]).level).toBe(0);
  });
});
