import { RUN_BOUND, SPIKE_BOUND, type AnomalyState, type Echo, type Tails, type WeekHour } from "./anomaly-state.ts";
import { hourOfWeek, type Expectation } from "./expect-next.ts";
import { keepPoint } from "./keep-point.ts";
import type { PointScore } from "./score-point.ts";
import { trackTail } from "./tail-tracker.ts";

const HOUR = 3_600_000;
const MEMORY = 150;
const WEEK_GAIN = 0.25;
const CLIP = 4;
const ECHO_CLIP = 3;
const TINY = 1e-9;
const CLIP_FROM = 10;

/** A step towards a value: the plain mean at first, then a weight of 1/150. */
const toward = (from: number, to: number, n: number): number => from + (to - from) / Math.min(n, MEMORY);

/** Closes an hour that is over: its mean becomes part of its hour of the week. */
function closeHour(state: AnomalyState, at: number): AnomalyState["week"] {
  const { hour } = state;
  if (hour === null || hour[0] === Math.floor(at / HOUR)) return state.week;
  const [number, sum, count, deviations, judged] = hour;
  const slot = hourOfWeek(number * HOUR);
  const [weeks, level, spread, spreads] = state.week[slot] ?? [0, 0, 0, 0];
  const gain = (times: number): number => Math.max(1 / (times + 1), WEEK_GAIN);
  const closed: WeekHour = [
    Math.min(weeks + 1, 1000),
    level + gain(weeks) * (sum / count - level),
    judged === 0 ? spread : spread + gain(spreads) * (deviations / judged - spread),
    judged === 0 ? spreads : Math.min(spreads + 1, 1000),
  ];
  return state.week.map((one, index) => (index === slot ? closed : one));
}

function openHour(state: AnomalyState, { at, value }: LearnedPoint, season: number | null): AnomalyState["hour"] {
  const number = Math.floor(at / HOUR);
  const [, sum, count, deviations, judged] = state.hour?.[0] === number ? state.hour : [number, 0, 0, 0, 0];
  const more =
    season === null ? ([deviations, judged] as const) : ([deviations + Math.abs(value - season), judged + 1] as const);
  return [number, sum + value, count + 1, ...more];
}

function learnErrors(state: AnomalyState, value: number, expectation: Expectation): AnomalyState["errors"] {
  const { errors, n } = state;
  const clip = (error: number, usual: number): number =>
    n < CLIP_FROM || usual === 0 ? error : Math.min(error, CLIP * usual);
  const error = clip(Math.abs(value - expectation.flat), errors.flat);
  const flat = toward(errors.flat, error, n);
  const square = toward(errors.square, (value - expectation.flat) ** 2, n);
  if (expectation.season === null) return { ...errors, flat, square };
  const tried = errors.tried + 1;
  const missed = clip(Math.abs(value - expectation.season), errors.tried < CLIP_FROM ? 0 : errors.season);
  return { flat, square, tried: Math.min(tried, MEMORY), season: toward(errors.season, missed, tried) };
}

/** The tails of the scores after a point. A run counts once, with its peak, when it is over. */
export function learnTails(state: AnomalyState, { z, runs }: PointScore): Tails {
  const { tails, runs: before } = state;
  const ended = (peak: number, now: number): number | null => (now === 0 && peak > 0 ? peak : null);
  return {
    up: trackTail(tails.up, z, SPIKE_BOUND),
    down: trackTail(tails.down, -z, SPIKE_BOUND),
    above: trackTail(tails.above, ended(before.abovePeak, runs.above), RUN_BOUND),
    below: trackTail(tails.below, ended(before.belowPeak, runs.below), RUN_BOUND),
  };
}

/** How far points follow each other, after one more; one far point counts as 3 deviations. */
export function learnEcho(echo: Echo, z: number): Echo {
  const now = Math.max(-ECHO_CLIP, Math.min(ECHO_CLIP, z));
  const seen = Math.min(MEMORY, echo.seen + 1);
  return {
    product: echo.product + (now * echo.last - echo.product) / seen,
    square: Math.max(TINY, echo.square + (now * now - echo.square) / seen),
    seen,
    last: now,
  };
}

/** A point as handed in. */
export interface LearnedPoint {
  readonly at: number;
  readonly value: number;
  readonly weight?: number | undefined;
}

/** The state after a point that belongs to the normal series: everything is learned from it. Not its score. */
export function learnPoint(state: AnomalyState, point: LearnedPoint, expectation?: Expectation): AnomalyState {
  const { at, value, weight } = point;
  const n = state.n + 1;
  const repeated = value === state.last;
  const next = { ...state, n };
  return {
    ...next,
    firstAt: state.firstAt ?? at,
    lastAt: at,
    last: value,
    recent: keepPoint(state.recent, at, value),
    week: closeHour(state, at),
    hour: openHour(state, point, expectation?.season ?? null),
    errors: expectation ? learnErrors({ ...next, n: n - 1 }, value, expectation) : state.errors,
    mean: toward(state.mean, value, n),
    weight: weight === undefined ? state.weight : toward(state.weight, weight, n),
    whole: state.whole && Number.isSafeInteger(value) && value >= 0,
    repeats: toward(state.repeats, repeated ? 1 : 0, n),
    run: repeated ? state.run + 1 : 1,
  };
}
