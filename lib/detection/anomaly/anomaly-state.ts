import type { TailState } from "./tail-tracker.ts";

/** A point that is remembered: time in ms, value. */
export type KeptPoint = readonly [at: number, value: number];

/** What an hour of the week was like: weeks seen, level, mean absolute deviation from it and the weeks that rests on. */
export type WeekHour = readonly [weeks: number, level: number, spread: number, judged: number];

/** An event that is going on. */
export interface AnomalyEvent {
  readonly since: number;
  readonly kind: "level" | "flat";
  readonly side: 1 | -1;
  /** Points since it began, and how many of the latest looked normal. */
  readonly points: number;
  readonly calm: number;
  /** How far off the event's points were on average, in deviations; and the evidence that it is over (log-likelihood). */
  readonly mean: number;
  readonly over: number;
  /** Its points, which become the level when it lasts. */
  readonly recent: readonly KeptPoint[];
}

/** How much a point resembles the one before it. */
export interface Echo {
  readonly product: number;
  readonly square: number;
  readonly seen: number;
  readonly last: number;
}

/** The two sums of a CUSUM and their peaks. */
export interface Runs {
  readonly above: number;
  readonly below: number;
  readonly abovePeak: number;
  readonly belowPeak: number;
}

/** What the scores of the series look like: single points, and peaks of runs. */
export interface Tails {
  readonly up: TailState;
  readonly down: TailState;
  readonly above: TailState;
  readonly below: TailState;
}

/** All that the detector remembers of a series: JSON of at most about 12 kB. */
export interface AnomalyState {
  readonly version: 1;
  readonly n: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  readonly last: number | null;
  /** Points of the last 24 hours, at most 96 and at least the latest 48. */
  readonly recent: readonly KeptPoint[];
  /** By hour of the week; null for one never seen. */
  readonly week: readonly (WeekHour | null)[];
  /** The hour that is not over yet: hours since 1970, sum and count; sum and count of deviations from its past weeks. */
  readonly hour: readonly [hour: number, sum: number, count: number, deviations: number, judged: number] | null;
  /** Mean absolute error of both ways to expect, how often the second was tried, and the mean square of the first. */
  readonly errors: { readonly flat: number; readonly season: number; readonly tried: number; readonly square: number };
  /** The way to expect that is in use. */
  readonly basis: "hour_of_week" | "last_day";
  readonly mean: number;
  readonly weight: number;
  /** Whether all values so far were whole numbers from 0 on. */
  readonly whole: boolean;
  /** Both sums of a CUSUM, in deviations, and the largest each has been since it was last 0. */
  readonly runs: Runs;
  readonly tails: Tails;
  /** Mean product of neighbouring z, mean square, points they rest on, the last z: how far points follow each other. */
  readonly echo: Echo;
  /** Share of points that repeat the one before; how long the present run is. */
  readonly repeats: number;
  readonly run: number;
  readonly event: AnomalyEvent | null;
}

/** Beyond this many deviations a point counts for the tail: P = 0.0228 and mean excess 0.373 for a normal series. */
export const SPIKE_BOUND = 2;
/**
 * Runs whose CUSUM (slack 0.75) peaks beyond this sum count: one in 453 points of a normal series, mean excess 0.67
 * (Siegmund 1985, equation 2.57).
 */
export const RUN_BOUND = 3;

const SPIKE_TAIL: TailState = { rate: 0.0228, excess: 0.373, light: 0.42, seen: 0, beyond: 0 };
const RUN_TAIL: TailState = { rate: 0.0022, excess: 0.67, light: 0.8, seen: 0, beyond: 0 };

export const START_RUNS: Runs = { above: 0, below: 0, abovePeak: 0, belowPeak: 0 };
/** Taken as half correlated until the series says otherwise. */
export const START_ECHO: Echo = { product: 0.5, square: 1, seen: 10, last: 0 };
export const START_TAILS: Tails = { up: SPIKE_TAIL, down: SPIKE_TAIL, above: RUN_TAIL, below: RUN_TAIL };

/** The state of a series of which nothing was seen yet. */
export function emptyAnomalyState(): AnomalyState {
  return {
    version: 1,
    n: 0,
    firstAt: null,
    lastAt: null,
    last: null,
    recent: [],
    week: Array.from({ length: 168 }, () => null),
    hour: null,
    errors: { flat: 0, season: 0, tried: 0, square: 0 },
    basis: "last_day",
    mean: 0,
    weight: 0,
    whole: true,
    runs: START_RUNS,
    tails: START_TAILS,
    echo: START_ECHO,
    repeats: 0,
    run: 1,
    event: null,
  };
}
