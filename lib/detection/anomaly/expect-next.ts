import { sortedMedian } from "../../stats/samples/median.ts";
import type { AnomalySettings } from "../defaults.ts";
import type { AnomalyState } from "./anomaly-state.ts";

/** What was expected of a point, and by what it was compared. */
export interface Expectation {
  readonly expected: number;
  /** Standard deviation of the points around it, in the unit of the values; above 0. */
  readonly scale: number;
  readonly basis: "hour_of_week" | "last_day";
  /** What each way to expect would have said; null when it cannot. */
  readonly flat: number;
  readonly season: number | null;
}

const HOUR = 3_600_000;
const TO_DEVIATION = 1.2533141373155003; // √(π/2): standard deviation per mean absolute deviation
/** The hour of the week is taken up when its error is below 0.9 of the other, and kept while it is below 1. */
const SURELY_BETTER = 0.9;
const LEAST_TRIED = 24;
const SHRINK_WEEKS = 4;
const SMALL_COUNT = 20;
/** Below this many, an hour of the week has too few to say more than the last day. */
const RARE_COUNT = 5;
const TINY = 1e-12;

const median = (values: readonly number[]): number => sortedMedian(Float64Array.from(values).sort()) ?? 0;

/** The hour of the week of a time, counted from Thursday 1 January 1970, 00:00 UTC. */
export function hourOfWeek(at: number): number {
  return ((Math.floor(at / HOUR) % 168) + 168) % 168;
}

/** The mean for small whole numbers, of which the median is a coarse one; else the median. */
function levelOf(values: readonly number[], whole: boolean): number {
  const middle = median(values);
  if (!whole || middle >= SMALL_COUNT || values.length === 0) return middle;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The level of this hour in past weeks, moved by what the last day was above its own hours. */
function seasonal(state: AnomalyState, at: number, weeks: number): number | null {
  const own = state.week[hourOfWeek(at)];
  if (!own || own[0] < weeks) return null;
  const above = state.recent.flatMap(([time, value]) => {
    const hour = state.week[hourOfWeek(time)];
    return hour && hour[0] >= weeks ? [value - hour[1]] : [];
  });
  return own[1] + median(above);
}

/**
 * What to expect next: the same hour of the week once there are three weeks and it has been the better guess, else the
 * last 24 hours. Undefined before the first point.
 */
export function expectNext(state: AnomalyState, at: number, settings: AnomalySettings): Expectation | undefined {
  if (state.recent.length === 0) return undefined;
  const flat = levelOf(
    state.recent.map(([, value]) => value),
    state.whole,
  );
  const season = seasonal(state, at, settings.leastWeeks - 1);
  const own = state.week[hourOfWeek(at)];
  const { errors } = state;
  const better =
    errors.tried >= LEAST_TRIED && errors.season < errors.flat * (state.basis === "hour_of_week" ? 1 : SURELY_BETTER);
  const rare = state.whole && flat < RARE_COUNT;
  const useSeason = season !== null && own && own[0] >= settings.leastWeeks && better && !rare;
  const expected = useSeason ? season : flat;
  const error = useSeason ? (own[2] * own[3] + errors.season * SHRINK_WEEKS) / (own[3] + SHRINK_WEEKS) : errors.flat;
  const counted = state.whole && errors.flat * TO_DEVIATION >= Math.sqrt(Math.max(flat, 1)) / 2;
  const chance = counted ? Math.sqrt(Math.max(0, expected)) : 0;
  const scale = Math.max(error * TO_DEVIATION, chance, Math.abs(expected) * settings.leastRelativeScale, TINY);
  return { expected, scale, basis: useSeason ? "hour_of_week" : "last_day", flat, season };
}
