import type { Answer } from "../answer.ts";

/** Values with an optional weight each; a value without a finite positive weight does not count. */
export interface Weighted {
  readonly values: readonly unknown[];
  readonly weights?: readonly unknown[];
}

/** Between one pooled value and the next: its width, and how far the first distribution function is above the second. */
export interface CumulativeStep {
  readonly width: number;
  readonly difference: number;
}

interface Point {
  readonly value: number;
  readonly left: number;
  readonly right: number;
}

function points(sample: Weighted, side: "left" | "right"): Point[] {
  const found: Point[] = [];
  sample.values.forEach((value, index) => {
    const weight = sample.weights === undefined ? 1 : sample.weights[index];
    if (typeof value !== "number" || !Number.isFinite(value)) return;
    if (typeof weight !== "number" || !Number.isFinite(weight) || weight <= 0) return;
    found.push({ value, left: 0, right: 0, [side]: weight });
  });
  return found;
}

/**
 * The steps between the pooled values of two weighted samples, ascending; both weights are normalised to 1. Refuses
 * samples without a value. "constant" when all values are the same.
 */
export function cumulativeSteps(left: Weighted, right: Weighted): Answer<{ steps: CumulativeStep[] }> {
  const [x, y] = [points(left, "left"), points(right, "right")];
  if (x.length === 0 || y.length === 0) return { status: "not_enough_data" };
  const sums = {
    left: x.reduce((sum, point) => sum + point.left, 0),
    right: y.reduce((sum, point) => sum + point.right, 0),
  };
  const pooled = [...x, ...y].sort((a, b) => a.value - b.value);
  const steps: CumulativeStep[] = [];
  let [below, beside] = [0, 0];
  pooled.forEach((point, index) => {
    below += point.left;
    beside += point.right;
    const width = (pooled[index + 1]?.value ?? point.value) - point.value;
    if (width > 0) steps.push({ width, difference: below / sums.left - beside / sums.right });
  });
  return steps.length === 0 ? { status: "constant" } : { status: "ok", steps };
}
