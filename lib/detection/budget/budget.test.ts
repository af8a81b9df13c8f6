import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalStream, uniformStream } from "../../stats/testing/random-stream.ts";
import { driftVerdict } from "../drift/drift-verdict.ts";
import { categoricalWindow } from "../testing/feature-windows.ts";
import { poisson } from "../testing/labelled-series.ts";
import { alphaPerTest } from "./alpha-per-test.ts";
import { spendAlpha, START_BUDGET } from "./spend-alpha.ts";
import { BUDGET_MONTH_MS, testsPerMonth } from "./tests-per-month.ts";

const HOUR = 3_600_000;

describe("the tests of a month", () => {
  it("counts series × windows × detectors", () => {
    const load = { series: 20, windowMs: HOUR, detectors: 2 };
    expect(testsPerMonth([load, { series: 1, windowMs: 24 * HOUR, detectors: 1 }])).toBe(20 * 720 * 2 + 30);
    expect(testsPerMonth([{ ...load, windowMs: 0 }])).toBe(0);
  });

  it("shares the pages over them", () => {
    expect(alphaPerTest(1, 28_800)).toBeCloseTo(1 / 28_800, 15);
    expect(alphaPerTest(1, 3)).toBe(0.05);
    expect(alphaPerTest(0, 100)).toBe(1e-12);
  });
});

describe("spendAlpha", () => {
  it("never spends more than the budget in a month, however many tests come", () => {
    const test = fc.record({
      at: fc.integer({ min: 0, max: BUDGET_MONTH_MS - 1 }),
      p: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(null)),
      tests: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(test, { maxLength: 200 }), fc.double({ min: 0.01, max: 5, noNaN: true }), (tests, pages) => {
        let state = START_BUDGET;
        let sum = 0;
        for (const one of [...tests].sort((left, right) => left.at - right.at)) {
          const step = spendAlpha(state, { ...one, pages });
          state = step.state;
          sum += step.alpha;
        }
        expect(sum).toBeLessThanOrEqual(pages + 1e-9);
        expect(state.spent).toBeCloseTo(sum, 9);
      }),
    );
  });

  it("spends all of it over the tests that were foreseen, and starts over each month", () => {
    let state = START_BUDGET;
    for (let k = 0; k < 720; k += 1) state = spendAlpha(state, { at: k * HOUR, p: 1, pages: 1, tests: 720 }).state;
    expect(state).toMatchObject({ tests: 720, alarms: 0 });
    expect(state.spent).toBeCloseTo(1, 6);
    const next = spendAlpha(state, { at: 720 * HOUR, p: 1e-9, pages: 1, tests: 720 });
    expect(next).toMatchObject({ alarm: true, state: { month: 1, tests: 1, lastMonth: 720 } });
    expect(next.alpha).toBeCloseTo(1 / 720, 12);
    expect(spendAlpha(state, { at: 720 * HOUR, p: null, pages: 1, tests: 1 })).toMatchObject({
      alpha: 0,
      alarm: false,
    });
  });
});

describe("the budget on streams without a change", () => {
  /** A year of one model: ten categorical features a day with their own shares, tested for drift. */
  function yearOfDrift(seed: number, pages: number): number {
    const [normal, uniform] = [normalStream(seed), uniformStream(seed + 1)];
    const draw = (n: number) =>
      categoricalWindow({
        a: poisson(n * 0.5, uniform, normal),
        b: poisson(n * 0.3, uniform, normal),
        c: poisson(n * 0.15, uniform, normal),
        d: poisson(n * 0.05, uniform, normal),
      });
    const references = Array.from({ length: 10 }, () => draw(100_000));
    let state = START_BUDGET;
    let alarms = 0;
    for (let day = 0; day < 360; day += 1) {
      for (const reference of references) {
        const verdict = driftVerdict({ kind: "categorical", reference, current: draw(500) });
        const step = spendAlpha(state, {
          at: day * 24 * HOUR,
          p: verdict.parts[0]?.p ?? null,
          pages,
          tests: testsPerMonth([{ series: 10, windowMs: 24 * HOUR, detectors: 1 }]),
        });
        state = step.state;
        alarms += step.alarm ? 1 : 0;
      }
    }
    return alarms;
  }

  it("keeps false alarms within 1.3 times the budget, by p alone, without the floor of the effect", () => {
    // Five models, a year, four pages a month: 240 allowed.
    const alarms = [11, 22, 33, 44, 55].reduce((sum, seed) => sum + yearOfDrift(seed, 4), 0);
    expect(alarms).toBeGreaterThan(100);
    expect(alarms).toBeLessThanOrEqual(5 * 12 * 4 * 1.3);
  }, 60_000);
});
