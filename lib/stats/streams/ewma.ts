import { answer, type Answer } from "../answer.ts";

export interface EwmaSettings {
  /** Mean and standard deviation of the quiet process. */
  readonly mean: number;
  readonly deviation: number;
  /** Weight of the newest value, 0 to 1; 0.2 to 0.3 is usual. */
  readonly weight: number;
  /** Width of the limits in standard deviations of the average; 3 is usual, 2.86 gives a run of 370 at weight 0.2. */
  readonly width: number;
}

export interface EwmaStep {
  /** The state: hand it in with the next value. */
  readonly average: number;
  readonly low: number;
  readonly high: number;
  readonly alarm: boolean;
}

/**
 * One value of an EWMA chart (Roberts 1959; NIST/SEMATECH e-Handbook 6.3.2.4). Start with the mean as the average. On a
 * refusal the average stays as it is.
 */
export function ewmaStep(average: number, value: unknown, settings: EwmaSettings): Answer<EwmaStep> {
  const { mean, deviation, weight, width } = settings;
  if (typeof value !== "number" || !(weight > 0 && weight <= 1) || !(width > 0)) return { status: "invalid_input" };
  if (!Number.isFinite(value) || !(deviation >= 0)) return { status: "invalid_input" };
  if (deviation === 0) return { status: "constant" };
  const next = weight * value + (1 - weight) * average;
  const half = width * deviation * Math.sqrt(weight / (2 - weight));
  return answer({
    average: next,
    low: mean - half,
    high: mean + half,
    alarm: next < mean - half || next > mean + half,
  });
}
