import { answer, type Answer } from "../answer.ts";
import { robustCentre } from "../samples/robust-z.ts";
import { sortedMedian } from "../samples/median.ts";

const HOURS = 168;
const LEAST_WEEKS = 3;
const KEPT_WEEKS = 12;
const DAY = 24;

/** What each hour of the week was like, and the last day. Hours are counted from any fixed one, as 3,600,000 ms of epoch. */
export interface HourOfWeekState {
  /** For hour h mod 168 the values of up to twelve weeks, the latest last. */
  readonly weeks: readonly (readonly number[])[];
  readonly lastDay: readonly { readonly hour: number; readonly value: number }[];
}

export const HOUR_OF_WEEK_START: HourOfWeekState = { weeks: Array.from({ length: HOURS }, () => []), lastDay: [] };

export interface HourlyExpectation {
  readonly expected: number;
  readonly scale: number;
  /** What it compares with: the same hour of at least three weeks, or the last 24 hours. */
  readonly basis: "hour_of_week" | "last_day";
  /** Values it rests on. */
  readonly n: number;
}

const slot = (hour: number): number => ((hour % HOURS) + HOURS) % HOURS;

/** The state after an hour's value; a gap or no finite number changes nothing. */
export function hourOfWeekAdvance(state: HourOfWeekState, hour: number, value: unknown): HourOfWeekState {
  if (!Number.isSafeInteger(hour) || typeof value !== "number" || !Number.isFinite(value)) return state;
  const weeks = state.weeks.map((values, index) =>
    index === slot(hour) ? [...values, value].slice(-KEPT_WEEKS) : values,
  );
  const lastDay = [...state.lastDay, { hour, value }].filter((one) => one.hour > hour - DAY).slice(-DAY);
  return { weeks, lastDay };
}

/** How far values usually are from the median of their own hour, over all hours. */
function usualDeviation(weeks: HourOfWeekState["weeks"]): number {
  const deviations = weeks.flatMap((values) => {
    const median = sortedMedian(Float64Array.from(values).sort());
    return median === undefined || values.length < LEAST_WEEKS ? [] : values.map((value) => Math.abs(value - median));
  });
  return (sortedMedian(Float64Array.from(deviations).sort()) ?? 0) / 0.6744897501960817;
}

/**
 * What to expect in an hour: the median of the same hour of the week when there are at least three, else of the last 24
 * hours (five at least). The scale is the hour's own MAD, but not below half of what is usual over all hours, since few
 * weeks may agree by chance, and not below `floor`.
 */
export function hourOfWeekExpect(state: HourOfWeekState, hour: number, floor = 0): Answer<HourlyExpectation> {
  if (!Number.isSafeInteger(hour)) return { status: "invalid_input" };
  const values = Float64Array.from(state.weeks[slot(hour)] ?? []).sort();
  const median = sortedMedian(values);
  if (median !== undefined && values.length >= LEAST_WEEKS) {
    const deviations = values.map((value) => Math.abs(value - median)).sort();
    const own = (sortedMedian(deviations) ?? 0) / 0.6744897501960817;
    const scale = Math.max(own, usualDeviation(state.weeks) / 2, floor);
    if (scale === 0) return { status: "constant" };
    return answer({ expected: median, scale, basis: "hour_of_week" as const, n: values.length });
  }
  const day = state.lastDay.filter((one) => one.hour > hour - DAY - 1 && one.hour < hour).map((one) => one.value);
  const centre = robustCentre(day, floor);
  if (centre.status !== "ok") return centre;
  return answer({ expected: centre.median, scale: centre.scale, basis: "last_day" as const, n: centre.n });
}
