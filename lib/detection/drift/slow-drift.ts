import { cusumStep } from "../../stats/streams/cusum.ts";
import { SLOW_DRIFT_DEFAULTS, type SlowDriftSettings } from "../defaults.ts";

/** The run of a feature's distance to its frozen reference. JSON. */
export interface SlowDriftState {
  readonly n: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly m2: number;
  /** The sum of the CUSUM, in deviations. */
  readonly above: number;
  readonly alarmed: boolean;
}

export const SLOW_DRIFT_START: SlowDriftState = { n: 0, mean: 0, m2: 0, above: 0, alarmed: false };

export interface SlowDriftStep {
  readonly state: SlowDriftState;
  /** True once, when the sum has passed the decision and the distance is worth it; again only after the sum has been back at 0. */
  readonly alarm: boolean;
  /** Windows that are still needed before it can alarm. */
  readonly warmUp: number;
}

/**
 * One window's distance (any measure, 0 to 1) to the frozen reference: finds a drift so slow that a rolling reference
 * follows it. The first windows say what distance is usual, then a CUSUM (Page 1954) adds up what lies above; it looks
 * only upward. A distance that is no finite number changes nothing.
 */
export function slowDriftStep(
  state: SlowDriftState,
  distance: number | null,
  settings: SlowDriftSettings = SLOW_DRIFT_DEFAULTS,
): SlowDriftStep {
  const missing = settings.learn - state.n;
  if (distance === null || !Number.isFinite(distance)) return { state, alarm: false, warmUp: Math.max(0, missing) };
  if (missing > 0) {
    const n = state.n + 1;
    const mean = state.mean + (distance - state.mean) / n;
    const m2 = state.m2 + (distance - state.mean) * (distance - mean);
    return { state: { ...state, n, mean, m2 }, alarm: false, warmUp: missing - 1 };
  }
  const deviation = Math.max(settings.leastDeviation, Math.sqrt(state.m2 / Math.max(1, state.n - 1)));
  const step = cusumStep({ above: state.above, below: 0 }, distance, {
    mean: state.mean,
    deviation,
    slack: settings.slack,
    decision: settings.decision,
  });
  if (step.status !== "ok") return { state, alarm: false, warmUp: 0 };
  const above = Math.min(step.state.above, settings.decision * 4);
  const beyond = above > settings.decision && distance >= (settings.leastDistance ?? 0);
  const alarmed = above > 0 && (state.alarmed || beyond);
  return { state: { ...state, above, alarmed }, alarm: beyond && !state.alarmed, warmUp: 0 };
}
