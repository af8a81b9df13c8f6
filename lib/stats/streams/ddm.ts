import type { Answer } from "../answer.ts";

const LEAST = 30;
const WARNING = 2;
const DRIFT = 3;

export interface DdmState {
  readonly n: number;
  readonly rate: number;
  /** Rate and its standard deviation where their sum was least; null before the first 30. */
  readonly best: { readonly rate: number; readonly deviation: number } | null;
}

export const DDM_START: DdmState = { n: 0, rate: 0, best: null };

/** A step of a detector of errors. */
export interface ErrorStep<S> {
  readonly state: S;
  readonly level: "quiet" | "warning" | "drift";
}

/**
 * One prediction, right or wrong, of the drift detection method: the error rate has left its best by two (warning) or
 * three (drift) standard deviations (Gama et al. 2004). A drift starts it over.
 */
export function ddmStep(state: DdmState, wrong: unknown): Answer<ErrorStep<DdmState>> {
  if (typeof wrong !== "boolean") return { status: "invalid_input" };
  const n = state.n + 1;
  const rate = state.rate + (Number(wrong) - state.rate) / n;
  const deviation = Math.sqrt((rate * (1 - rate)) / n);
  if (n < LEAST) return { status: "ok", state: { n, rate, best: null }, level: "quiet" };
  const { best } = state;
  const isBest = best === null || rate + deviation <= best.rate + best.deviation;
  const kept = isBest ? { rate, deviation } : best;
  const distance = rate + deviation - kept.rate;
  if (distance > DRIFT * kept.deviation) {
    if (!isBest) return { status: "ok", state: DDM_START, level: "drift" };
  }
  const level = !isBest && distance > WARNING * kept.deviation ? "warning" : "quiet";
  return { status: "ok", state: { n, rate, best: kept }, level };
}
