import { answer, type Answer } from "../answer.ts";
import { finiteNumbers } from "../finite-numbers.ts";
import { sortedMedian } from "./median.ts";

const LEAST = 5;
/** Φ⁻¹(¾): MAD/0.6745 estimates the standard deviation of normal data. */
const NORMAL_MAD = 0.6744897501960817;

export interface RobustCentre {
  readonly median: number;
  /** MAD/0.6745, or the floor when that is larger. */
  readonly scale: number;
  readonly n: number;
}

/**
 * Median and spread that half of the values can be wrong without moving: MAD/0.6745, not below `floor` (same unit as the
 * values; 0 for none). When more than half of the values are the same, the mean absolute deviation × 1.2533 stands in.
 * "constant" when that is 0 too, "not_enough_data" below five values. Iglewicz and Hoaglin 1993.
 */
export function robustCentre(column: readonly unknown[], floor = 0): Answer<RobustCentre> {
  const sorted = finiteNumbers(column).values.sort();
  const median = sortedMedian(sorted);
  if (median === undefined || sorted.length < LEAST) return { status: "not_enough_data" };
  const deviations = sorted.map((value) => Math.abs(value - median)).sort();
  const mad = sortedMedian(deviations) ?? 0;
  const mean = deviations.reduce((sum, deviation) => sum + deviation / deviations.length, 0);
  const scale = Math.max(mad > 0 ? mad / NORMAL_MAD : mean * 1.2533141373155003, Number.isFinite(floor) ? floor : 0);
  return scale > 0 ? answer({ median, scale, n: sorted.length }) : { status: "constant" };
}

/** How many robust standard deviations a value is from the median of its past: 0.6745 (x − median)/MAD. */
export function robustZ(
  value: unknown,
  history: readonly unknown[],
  floor = 0,
): Answer<{ z: number; median: number; scale: number }> {
  if (typeof value !== "number" || !Number.isFinite(value)) return { status: "invalid_input" };
  const centre = robustCentre(history, floor);
  if (centre.status !== "ok") return centre;
  return answer({ z: (value - centre.median) / centre.scale, median: centre.median, scale: centre.scale });
}
