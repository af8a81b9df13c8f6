import { mannKendall } from "../../stats/samples/mann-kendall.ts";
import { sortedMedian } from "../../stats/samples/median.ts";
import { STEADY_RISE_DEFAULTS, type SteadyRiseSettings } from "../defaults.ts";

/** How the distance to the frozen reference rose over days. */
export interface SteadyRise {
  /** Median of the first three and of the last three days. */
  readonly from: number;
  readonly to: number;
  readonly days: number;
  /** Of the trend, one-sided, and Kendall's tau. */
  readonly p: number;
  readonly tau: number;
  /** The largest part of the rise that came within three days, 0 to 1. */
  readonly largestPart: number;
  /** How much speaks for a slow change, 0 to 1: no probability. */
  readonly sure: number;
}

const SPAN = 3;

const medianOf = (values: readonly number[]): number => sortedMedian(Float64Array.from(values).sort()) ?? 0;

/**
 * Whether distances of days (in order of time, null where there was too little) crept up: the trend is no chance, the rise
 * matters, and no three days made most of it, so that a jump is none. Null when they did not.
 */
export function steadyRise(
  distances: readonly (number | null)[],
  settings: SteadyRiseSettings = STEADY_RISE_DEFAULTS,
): SteadyRise | null {
  const known = distances.filter((distance): distance is number => distance !== null && Number.isFinite(distance));
  if (known.length < settings.leastDays) return null;
  const trend = mannKendall(known);
  if (trend.status !== "ok" || trend.p >= settings.alpha) return null;
  const smooth = known.map((_, index) => medianOf(known.slice(Math.max(0, index - 1), index + 2)));
  const [from, to] = [medianOf(known.slice(0, SPAN)), medianOf(known.slice(-SPAN))];
  const rise = to - from;
  if (rise < settings.leastRise) return null;
  const steps = smooth.slice(SPAN).map((value, index) => value - (smooth[index] ?? 0));
  const largestPart = Math.max(0, ...steps) / rise;
  if (largestPart > settings.largestPart) return null;
  const sure = Math.min(0.9, 0.5 + 0.4 * trend.tau * (1 - largestPart));
  return { from, to, days: known.length, p: trend.p, tau: trend.tau, largestPart, sure };
}
