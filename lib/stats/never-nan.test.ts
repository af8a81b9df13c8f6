import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { categoryChange } from "./counts/category-change.ts";
import { chiSquare } from "./counts/chi-square.ts";
import { fisherExact } from "./counts/fisher-exact.ts";
import { fitCountModel } from "./counts/fit-count-model.ts";
import { hellinger } from "./counts/hellinger.ts";
import { jensenShannon } from "./counts/jensen-shannon.ts";
import { negativeBinomialTail } from "./counts/negative-binomial-tail.ts";
import { poissonTail } from "./counts/poisson-tail.ts";
import { populationStability } from "./counts/population-stability.ts";
import { rateChange } from "./counts/rate-change.ts";
import { totalVariation } from "./counts/total-variation.ts";
import { wilsonInterval } from "./counts/wilson-interval.ts";
import { energyDistance } from "./distance/energy.ts";
import { kolmogorovSmirnovFromBins } from "./distance/kolmogorov-smirnov-from-bins.ts";
import { wassersteinFromBins } from "./distance/wasserstein-from-bins.ts";
import { wasserstein } from "./distance/wasserstein.ts";
import { calibrationError } from "./performance/calibration-error.ts";
import { estimatePerformance } from "./performance/estimate-performance.ts";
import { realisedPerformance } from "./performance/realised-performance.ts";
import { benjaminiHochberg } from "./samples/benjamini-hochberg.ts";
import { empiricalP } from "./samples/empirical-p.ts";
import { robustZ } from "./samples/robust-z.ts";
import { shapiroWilk } from "./samples/shapiro-wilk.ts";
import { changePoints } from "./series/change-points.ts";
import { HOLT_WINTERS_START, holtWintersAdvance, holtWintersExpect } from "./series/holt-winters.ts";
import { HOUR_OF_WEEK_START, hourOfWeekAdvance, hourOfWeekExpect } from "./series/hour-of-week.ts";
import { addVector, emptyFourierEmbedding, fourierFrequencies } from "./states/fourier-embedding.ts";
import { addNumber, emptyNumericState, moments } from "./states/numeric-state.ts";
import { cellBounds, referenceEdges } from "./states/reference-edges.ts";
import { ADWIN_START, adwinStep } from "./streams/adwin.ts";
import { cusumStep } from "./streams/cusum.ts";
import { DDM_START, ddmStep } from "./streams/ddm.ts";
import { EDDM_START, eddmStep } from "./streams/eddm.ts";
import { ewmaStep } from "./streams/ewma.ts";
import { PAGE_HINKLEY_START, pageHinkleyStep } from "./streams/page-hinkley.ts";
import { cramerVonMises } from "./two-sample/cramer-von-mises.ts";
import { kolmogorovSmirnov } from "./two-sample/kolmogorov-smirnov.ts";
import { mannWhitney } from "./two-sample/mann-whitney.ts";
import { maximumMeanDiscrepancy } from "./two-sample/maximum-mean-discrepancy.ts";

const cell = fc.oneof(
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom<unknown>(null, undefined, "1", true, {}, NaN, Infinity, -Infinity, -0, 5e-324, 1.7e308, -1.7e308),
);

/** Empty, one-row, constant, all-null, all-infinite, discrete and mixed columns. */
const column = fc.oneof(
  fc.array(cell, { maxLength: 40 }),
  fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 40 }),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 40 }),
  fc.tuple(cell, fc.nat(40)).map(([value, times]) => Array<unknown>(times).fill(value)),
);

const number = fc.oneof(
  fc.double(),
  fc.integer({ min: -2, max: 60 }),
  fc.constantFrom(NaN, Infinity, 0, 1, 1e15, 1e-300),
);
const count = fc.oneof(fc.nat(50), number);
const counts = fc.array(count, { maxLength: 12 });
const wholeCounts = fc.array(fc.nat(50), { minLength: 6, maxLength: 6 });

/** Every number in a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (value instanceof Map) return numbersIn([...value.values()]);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

const REFUSALS = ["not_enough_data", "constant", "invalid_input"];

/** A status, finite numbers, and probabilities that are ones. */
function expectSound(answer: { readonly status: string }): void {
  if (answer.status !== "ok") {
    expect(REFUSALS).toContain(answer.status);
    expect(Object.keys(answer)).toEqual(["status"]);
    return;
  }
  expect(numbersIn(answer).filter((value) => !Number.isFinite(value))).toEqual([]);
  for (const [name, value] of Object.entries(answer)) {
    if (!/^(?:p|pAtMost|atLeast|atMost|more|fewer|share|low|high|d|dAtMost|cramersV)$/.test(name)) continue;
    if (name === "low" || name === "high") continue;
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
}

const any = (value: unknown): never => value as never;

describe("whatever comes in, a status comes out", () => {
  it.each<[string, (left: unknown[], right: unknown[]) => { status: string }]>([
    ["kolmogorovSmirnov", kolmogorovSmirnov],
    ["cramerVonMises", cramerVonMises],
    ["mannWhitney", mannWhitney],
    ["wasserstein", (left, right) => wasserstein({ values: left, weights: right }, { values: right })],
    ["energyDistance", (left, right) => energyDistance({ values: left }, { values: right, weights: left })],
    ["shapiroWilk", shapiroWilk],
    ["changePoints", (values) => changePoints(values, 1, 3)],
    ["fitCountModel", fitCountModel],
    ["robustZ", ([value], history) => robustZ(value, history)],
    ["empiricalP", ([value], history) => empiricalP(value, history)],
    [
      "moments",
      (values) => {
        const state = emptyNumericState();
        for (const value of values) addNumber(state, value);
        return moments(state);
      },
    ],
    [
      "maximumMeanDiscrepancy",
      (left, right) => {
        const frequencies = fourierFrequencies(1, 1, 1);
        const [x, y] = [emptyFourierEmbedding(), emptyFourierEmbedding()];
        for (const value of left) addVector(x, frequencies, any([value]));
        for (const value of right) addVector(y, frequencies, any([value]));
        return maximumMeanDiscrepancy(x, y);
      },
    ],
  ])("%s of two columns", (_, statistic) => {
    fc.assert(fc.property(column, column, (left, right) => expectSound(statistic(left, right))));
  });

  it.each<[string, (left: number[], right: number[]) => { status: string }]>([
    ["populationStability", populationStability],
    ["chiSquare", chiSquare],
    ["jensenShannon", jensenShannon],
    ["hellinger", hellinger],
    ["totalVariation", totalVariation],
    ["benjaminiHochberg", benjaminiHochberg],
    ["categoryChange", (left, right) => categoryChange(any(new Map(left.entries())), any(new Map(right.entries())))],
    ["wilsonInterval", ([hits, level], [total]) => wilsonInterval(any(hits), any(total), level)],
    ["poissonTail", ([value], [mean]) => poissonTail(any(value), any(mean))],
    ["negativeBinomialTail", ([value, size], [mean]) => negativeBinomialTail(any(value), any({ mean, size }))],
    ["fisherExact", ([a, b], [c, d]) => fisherExact(any({ count: a, total: b }), any({ count: c, total: d }))],
    ["rateChange", ([a, b], [c, d]) => rateChange(any({ count: a, total: b }), any({ count: c, total: d }))],
    ["calibrationError", (left) => calibrationError(Float64Array.from(left))],
    ["realisedPerformance", (left) => realisedPerformance(Float64Array.from(left))],
    [
      "estimatePerformance",
      (left, right) => {
        const of = (row: number[]): Float64Array => Float64Array.from({ length: 60 }, (_, at) => row[at % 7] ?? 0);
        return estimatePerformance(of(left), of(right), right[0] === undefined ? 10 : right[0]);
      },
    ],
  ])("%s of two rows of counts", (_, statistic) => {
    fc.assert(fc.property(counts, counts, (left, right) => expectSound(statistic(left, right))));
    fc.assert(fc.property(wholeCounts, wholeCounts, (left, right) => expectSound(statistic(left, right))));
  });

  it("binned statistics", () => {
    fc.assert(
      fc.property(column, count, count, (values, left, right) => {
        const edges = referenceEdges(values) ?? { points: [], atoms: [] };
        const row = (value: number): number[] => cellBounds(edges).map((_, at) => (at % 3 === 1 ? 2 : value));
        expectSound(kolmogorovSmirnovFromBins(edges, row(left), row(right)));
        const sample = (value: number) => ({ counts: row(value), least: left, largest: right });
        expectSound(wassersteinFromBins(edges, sample(left), sample(right)));
      }),
    );
  });

  it("detectors of streams", () => {
    fc.assert(
      fc.property(column, number, number, (values, one, other) => {
        let [adwin, hinkley] = [ADWIN_START, PAGE_HINKLEY_START];
        let [ddm, eddm, average] = [DDM_START, EDDM_START, 0];
        let cusum = { above: 0, below: 0 };
        for (const value of values) {
          const steps = [
            adwinStep(adwin, value, one),
            pageHinkleyStep(hinkley, value, { least: 3, tolerance: one, threshold: other, memory: 1 }),
            cusumStep(cusum, value, { mean: one, deviation: other, slack: 0.5, decision: 5 }),
            ewmaStep(average, value, { mean: one, deviation: other, weight: 0.2, width: 3 }),
            ddmStep(ddm, value),
            eddmStep(eddm, value),
          ] as const;
          steps.forEach(expectSound);
          if (steps[0].status === "ok") adwin = steps[0].state;
          if (steps[1].status === "ok") hinkley = steps[1].state;
          if (steps[2].status === "ok") cusum = steps[2].state;
          if (steps[3].status === "ok") average = steps[3].average;
          if (steps[4].status === "ok") ddm = steps[4].state;
          if (steps[5].status === "ok") eddm = steps[5].state;
        }
      }),
    );
  });

  it("baselines", () => {
    fc.assert(
      fc.property(column, fc.integer({ min: -1, max: 9 }), number, (values, period, floor) => {
        let winters = HOLT_WINTERS_START;
        let hours = HOUR_OF_WEEK_START;
        values.forEach((value, at) => {
          winters = holtWintersAdvance(winters, value, { period, level: 0.3, trend: 0.1, season: 0.2 });
          hours = hourOfWeekAdvance(hours, at * (period > 4 ? 168 : 1), value);
        });
        expectSound(holtWintersExpect(winters, floor));
        expectSound(hourOfWeekExpect(hours, values.length, floor));
        expectSound(hourOfWeekExpect(hours, 0, floor));
      }),
    );
  });
});
