import { answer, type Answer } from "../answer.ts";
import { robustCentre } from "../samples/robust-z.ts";

const KEPT_RESIDUALS = 200;
const LEAST_RESIDUALS = 10;
const CLIP = 3;

/** Weights between 0 and 1 of the newest value in level, trend and season, and values a season. */
export interface HoltWintersSettings {
  readonly period: number;
  readonly level: number;
  readonly trend: number;
  readonly season: number;
}

export interface HoltWintersState {
  /** Values of the first two seasons, until there are two whole ones. */
  readonly warmUp: readonly (number | null)[];
  readonly level: number;
  readonly trend: number;
  /** The next value's season first; empty while warming up. */
  readonly seasons: readonly number[];
  /** What the latest forecasts were off by. */
  readonly residuals: readonly number[];
}

export const HOLT_WINTERS_START: HoltWintersState = { warmUp: [], level: 0, trend: 0, seasons: [], residuals: [] };

export interface Expectation {
  readonly expected: number;
  /** Robust standard deviation of the past errors of forecast. */
  readonly scale: number;
}

/** The next value, and how far forecasts were off: "not_enough_data" before two seasons and ten forecasts. */
export function holtWintersExpect(state: HoltWintersState, floor = 0): Answer<Expectation> {
  if (state.seasons.length === 0 || state.residuals.length < LEAST_RESIDUALS) return { status: "not_enough_data" };
  const centre = robustCentre(state.residuals, floor);
  if (centre.status !== "ok") return centre;
  return answer({ expected: state.level + state.trend + (state.seasons[0] ?? 0), scale: centre.scale });
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value / values.length, 0);

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

/** Level, trend and seasons from two whole seasons; a gap counts as its season's mean. */
function begin(values: readonly (number | null)[], period: number): HoltWintersState {
  const [first, second] = [values.slice(0, period), values.slice(period)];
  const [before, after] = [meanOf(known(first)), meanOf(known(second))];
  const trend = (after - before) / period;
  const level = after + (trend * (period - 1)) / 2;
  const seasons = first.map((value, index) => {
    const fitted = level + trend * (index - 2 * period + 1);
    const beside = second[index] ?? null;
    return meanOf(
      known([value === null ? null : value - fitted, beside === null ? null : beside - fitted - trend * period]),
    );
  });
  return { warmUp: [], level, trend, seasons, residuals: [] };
}

/** Takes in a value that is known to fit: the additive recursions (Holt 1957; Winters 1960). */
function smooth(state: HoltWintersState, value: number, settings: HoltWintersSettings): HoltWintersState {
  const season = state.seasons[0] ?? 0;
  const forecast = state.level + state.trend;
  const level = settings.level * (value - season) + (1 - settings.level) * forecast;
  const trend = settings.trend * (level - state.level) + (1 - settings.trend) * state.trend;
  const next = settings.season * (value - forecast) + (1 - settings.season) * season;
  return { ...state, level, trend, seasons: [...state.seasons.slice(1), next] };
}

/** What a value counts as: no further from the forecast than three robust deviations (Gelper, Fried and Croux 2010). */
function clipped(state: HoltWintersState, value: number): number {
  const expectation = holtWintersExpect(state);
  if (expectation.status !== "ok") return value;
  const reach = CLIP * expectation.scale;
  return Math.min(expectation.expected + reach, Math.max(expectation.expected - reach, value));
}

/**
 * The state after one more value of an evenly spaced series; null or no finite number is a gap, in which the forecast
 * stands in. An outlier moves the state only as far as three robust deviations do. A period below 1 or more than 2,016
 * leaves the state as it is.
 */
export function holtWintersAdvance(
  state: HoltWintersState,
  value: unknown,
  settings: HoltWintersSettings,
): HoltWintersState {
  const { period } = settings;
  if (!Number.isInteger(period) || period < 1 || period > 2016) return state;
  const found = typeof value === "number" && Math.abs(value) < 1e150 ? value : null;
  if (state.seasons.length === 0) {
    const warmUp = [...state.warmUp, found];
    return warmUp.length === 2 * period ? begin(warmUp, period) : { ...state, warmUp };
  }
  const forecast = state.level + state.trend + (state.seasons[0] ?? 0);
  if (found === null) return smooth(state, forecast, settings);
  const residuals = [...state.residuals, found - forecast].slice(-KEPT_RESIDUALS);
  return { ...smooth(state, clipped(state, found), settings), residuals };
}
