import { answer, type Answer } from "../answer.ts";

/** How far the values have run above and below, in standard deviations; start with 0 and 0. */
export interface CusumState {
  readonly above: number;
  readonly below: number;
}

export interface CusumSettings {
  readonly mean: number;
  readonly deviation: number;
  /** Half of the shift to find, in standard deviations; 0.5 is usual. */
  readonly slack: number;
  /** The decision level in standard deviations; 5 is usual: about 465 values between false alarms. */
  readonly decision: number;
}

export interface CusumStep {
  readonly state: CusumState;
  readonly alarm: "above" | "below" | null;
}

/** One value of a two-sided tabular CUSUM (Page 1954; NIST/SEMATECH e-Handbook 6.3.2.3). It keeps running after an alarm. */
export function cusumStep(state: CusumState, value: unknown, settings: CusumSettings): Answer<CusumStep> {
  const { mean, deviation, slack, decision } = settings;
  if (typeof value !== "number" || !Number.isFinite(value)) return { status: "invalid_input" };
  if (!(deviation >= 0) || !(slack >= 0) || !(decision > 0)) return { status: "invalid_input" };
  if (deviation === 0) return { status: "constant" };
  const z = (value - mean) / deviation;
  const above = Math.max(0, state.above + z - slack);
  const below = Math.max(0, state.below - z - slack);
  if (!Number.isFinite(above) || !Number.isFinite(below)) return { status: "invalid_input" };
  const alarm = above > decision ? "above" : below > decision ? "below" : null;
  return answer({ state: { above, below }, alarm });
}
