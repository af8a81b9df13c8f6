import { alphaPerTest } from "../../detection/budget/alpha-per-test.ts";
import { testsPerMonth, type TestLoad } from "../../detection/budget/tests-per-month.ts";

/** How the false pages that an organization accepts of a model are divided; what is left is for signals about clients and content. */
const SHARES = { anomalies: 0.5, drift: 0.3 } as const;

const HOUR_MS = 3_600_000;

/** The alpha of each test of series of numbers, for what is looked at. */
export function anomalyAlpha(pages: number, loads: readonly TestLoad[]): number {
  return alphaPerTest(pages * SHARES.anomalies, testsPerMonth(loads));
}

/** The alpha of an hour's smallest adjusted p: one test an hour, however many features there are (Simes 1986). */
export function driftAlpha(pages: number): number {
  return alphaPerTest(pages * SHARES.drift, testsPerMonth([{ series: 1, windowMs: HOUR_MS, detectors: 1 }]));
}
