import { sortedMedian } from "../../stats/samples/median.ts";
import type { AnomalySettings } from "../defaults.ts";
import { START_RUNS, type AnomalyEvent, type AnomalyState, type KeptPoint, type WeekHour } from "./anomaly-state.ts";
import { keepPoint } from "./keep-point.ts";
import type { LearnedPoint } from "./learn-point.ts";
import type { PointScore } from "./score-point.ts";

const HALF_DAY = 12 * 3_600_000;
const NORMAL_Z = 3;
const SMALLEST_MEAN = 1.5;
const LARGEST_MEAN = 6;
/** Log-likelihood ratio at which an event counts as over: 3,000 to 1. */
const OVER = 8;
/** No single point says more for it: an event is often noisier than what was before. */
const MOST_PER_POINT = 1.75;

/** The event after one more of its points. `over` is a sequential test (Wald 1945) of "back to normal" against "as the event was". */
function advance(event: AnomalyEvent, point: LearnedPoint, score: PointScore): AnomalyEvent {
  const off = score.z * event.side;
  const mean = Math.max(SMALLEST_MEAN, Math.min(LARGEST_MEAN, event.mean));
  const normal = Math.abs(score.z) < NORMAL_Z;
  return {
    ...event,
    points: event.points + 1,
    calm: normal ? event.calm + 1 : 0,
    mean: normal && off < mean / 2 ? event.mean : event.mean + (off - event.mean) / (event.points + 1),
    over: normal ? Math.max(0, event.over + Math.min(MOST_PER_POINT, mean * (mean / 2 - off))) : 0,
    recent: keepPoint(event.recent, point.at, point.value),
  };
}

const middleOf = (points: readonly KeptPoint[]): number =>
  sortedMedian(Float64Array.from(points.map(([, value]) => value)).sort()) ?? 0;

/** The hours of the week at a new level: in proportion when all are above 0, else moved by the difference. */
function moveWeek(week: AnomalyState["week"], before: number, after: number): AnomalyState["week"] {
  const positive = before > 0 && after > 0 && week.every((hour) => hour === null || hour[1] > 0);
  const factor = positive ? Math.max(0.1, Math.min(10, after / before)) : 1;
  return week.map((hour): WeekHour | null => {
    if (hour === null) return null;
    const [weeks, level, spread, judged] = hour;
    return [weeks, positive ? level * factor : level + after - before, spread * factor, judged];
  });
}

/** Three quarters of what is new: its few points say it roughly. */
const mostly = (before: number, now: number): number => (before + 3 * now) / 4;

/** What a lasting event becomes: the series' level and noise. */
function adapt(state: AnomalyState, event: AnomalyEvent): AnomalyState {
  const values = Float64Array.from(event.recent.map(([, value]) => value)).sort();
  const middle = sortedMedian(values) ?? 0;
  const error = values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / Math.max(1, values.length);
  const square = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length);
  const { errors } = state;
  return {
    ...state,
    recent: event.recent,
    week: moveWeek(state.week, middleOf(state.recent), middle),
    mean: values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
    errors: {
      ...errors,
      flat: mostly(errors.flat, error),
      // Both ways to expect are as much noisier as the new level is.
      season: errors.flat > 0 ? errors.season * (mostly(errors.flat, error) / errors.flat) : errors.season,
      square: mostly(errors.square, square),
    },
    runs: START_RUNS,
    event: null,
  };
}

/**
 * The state after a point while an event goes on: nothing is learned from it, until the series is normal again or the
 * event has lasted so long (36 points and half a day) that it is the new normal.
 */
export function continueEvent(
  state: AnomalyState,
  event: AnomalyEvent,
  point: LearnedPoint,
  score: PointScore,
  settings: AnomalySettings,
): AnomalyState {
  const next = advance(event, point, score);
  const repeated = point.value === state.last;
  const seen = { ...state, lastAt: point.at, last: point.value, run: repeated ? state.run + 1 : 1 };
  const ended = event.kind === "flat" ? !repeated : next.calm >= settings.calm && next.over > OVER;
  if (ended) return { ...seen, runs: START_RUNS, event: null };
  const lasting = next.points >= settings.adaptAfter && point.at - event.since >= HALF_DAY;
  return lasting ? adapt(seen, next) : { ...seen, event: next };
}
