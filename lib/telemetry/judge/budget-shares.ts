import { alphaPerTest } from "../../detection/budget/alpha-per-test.ts";
import { testsPerMonth, type TestLoad } from "../../detection/budget/tests-per-month.ts";

/** How the false pages that an organization accepts of a model are divided. */
const SHARES = { anomalies: 0.5, drift: 0.25, clients: 0.15, content: 0.05, silence: 0.05 } as const;

const HOUR_MS = 3_600_000;

/** The alpha of each test of series of numbers, for what is looked at. */
export function anomalyAlpha(pages: number, loads: readonly TestLoad[]): number {
  return alphaPerTest(pages * SHARES.anomalies, testsPerMonth(loads));
}

/** The alpha of an hour's smallest adjusted p: one test an hour, however many features there are (Simes 1986). */
export function driftAlpha(pages: number): number {
  return alphaPerTest(pages * SHARES.drift, testsPerMonth([{ series: 1, windowMs: HOUR_MS, detectors: 1 }]));
}

/** The alpha of each of the tests about clients of an hour: the hour's part, divided over as many as there are in it (Bonferroni). */
export function clientAlpha(pages: number, tests: number): number {
  return alphaPerTest(pages * SHARES.clients, testsPerMonth([{ series: tests, windowMs: HOUR_MS, detectors: 1 }]));
}

/** The alpha of each of the two tests of an hour about content: attempts at injection, and personal data. */
export function contentAlpha(pages: number): number {
  return alphaPerTest(pages * SHARES.content, testsPerMonth([{ series: 2, windowMs: HOUR_MS, detectors: 1 }]));
}

/** The false pages about silence: how many tests there are depends on how often something comes. */
export function silencePages(pages: number): number {
  return pages * SHARES.silence;
}
