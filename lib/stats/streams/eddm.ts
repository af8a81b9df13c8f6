import type { Answer } from "../answer.ts";
import type { ErrorStep } from "./ddm.ts";

const LEAST_ERRORS = 30;
const WARNING = 0.95;
const DRIFT = 0.9;

export interface EddmState {
  readonly n: number;
  readonly errors: number;
  /** Where the last error was. */
  readonly last: number;
  /** Mean and squared deviations of the distances between errors. */
  readonly mean: number;
  readonly scatter: number;
  /** The largest mean + 2 standard deviations so far. */
  readonly largest: number;
}

export const EDDM_START: EddmState = { n: 0, errors: 0, last: 0, mean: 0, scatter: 0, largest: 0 };

/**
 * One prediction of the early drift detection method: the distance between errors has shrunk to 95% (warning) or 90%
 * (drift) of its largest, after 30 errors (Baena-García et al. 2006). Finds slow drifts, and is noisy. A drift starts it
 * over.
 */
export function eddmStep(state: EddmState, wrong: unknown): Answer<ErrorStep<EddmState>> {
  if (typeof wrong !== "boolean") return { status: "invalid_input" };
  const n = state.n + 1;
  if (!wrong) return { status: "ok", state: { ...state, n }, level: "quiet" };
  const errors = state.errors + 1;
  const distance = n - state.last;
  const mean = state.mean + (distance - state.mean) / errors;
  const scatter = state.scatter + (distance - state.mean) * (distance - mean);
  const reach = mean + 2 * Math.sqrt(scatter / errors);
  const next: EddmState = { n, errors, last: n, mean, scatter, largest: Math.max(state.largest, reach) };
  if (errors <= LEAST_ERRORS) return { status: "ok", state: next, level: "quiet" };
  const ratio = reach / next.largest;
  if (ratio < DRIFT) return { status: "ok", state: EDDM_START, level: "drift" };
  return { status: "ok", state: next, level: ratio < WARNING ? "warning" : "quiet" };
}
