import { answer, type Answer } from "../answer.ts";

export interface PageHinkleyState {
  readonly n: number;
  readonly mean: number;
  readonly rise: number;
  readonly fall: number;
}

export const PAGE_HINKLEY_START: PageHinkleyState = { n: 0, mean: 0, rise: 0, fall: 0 };

export interface PageHinkleySettings {
  /** Values before the first alarm; 30 is usual. */
  readonly least: number;
  /** What a value may lie off the mean without counting, in the unit of the values. */
  readonly tolerance: number;
  /** The sum that alarms, in the unit of the values. */
  readonly threshold: number;
  /** How much of the sum is kept each time, 0 to 1; 0.9999 is usual. */
  readonly memory: number;
}

export interface PageHinkleyStep {
  readonly state: PageHinkleyState;
  readonly alarm: "rise" | "fall" | null;
}

/**
 * One value of the Page–Hinkley test on both sides (Page 1954; Hinkley 1971), against the running mean. An alarm starts
 * it over. "invalid_input" leaves the state as it is.
 */
export function pageHinkleyStep(
  state: PageHinkleyState,
  value: unknown,
  settings: PageHinkleySettings,
): Answer<PageHinkleyStep> {
  const { least, tolerance, threshold, memory } = settings;
  if (typeof value !== "number" || !Number.isFinite(value)) return { status: "invalid_input" };
  if (!(tolerance >= 0) || !(threshold > 0) || !(memory > 0 && memory <= 1)) return { status: "invalid_input" };
  const n = state.n + 1;
  const mean = state.mean + (value - state.mean) / n;
  const rise = Math.max(0, memory * state.rise + value - mean - tolerance);
  const fall = Math.max(0, memory * state.fall + mean - value - tolerance);
  if (!Number.isFinite(rise + fall + mean)) return { status: "invalid_input" };
  const alarm = n < least ? null : rise > threshold ? "rise" : fall > threshold ? "fall" : null;
  return answer({ state: alarm === null ? { n, mean, rise, fall } : PAGE_HINKLEY_START, alarm });
}
