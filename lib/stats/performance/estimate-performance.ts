import type { Answer } from "../answer.ts";
import { isCount } from "../counts/is-count.ts";
import { normalUpperQuantile } from "../special/normal-quantile.ts";
import { CONFIDENCE_BINS, confidenceBins, type ConfidenceHistogram } from "../states/confidence-histogram.ts";
import { binaryPerformance, type BinaryPerformance, type OutcomeBin } from "./binary-performance.ts";

const LEAST_CALIBRATION = 100;
const LEAST_WINDOW = 50;
const METRICS = ["accuracy", "precision", "recall", "specificity", "f1", "auc"] as const;

export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface PerformanceEstimate {
  /** By metric; null where it has no answer. */
  readonly metrics: Readonly<Record<(typeof METRICS)[number], Estimate | null>>;
  /** Predictions in the window, and labelled ones that calibrated it. */
  readonly n: number;
  readonly calibratedOn: number;
}

interface CalibratedBin {
  readonly count: number;
  readonly share: number;
  /** Variance of the number of positives: chance in the window, and the calibration's own. */
  readonly variance: number;
}

/** Each bin's share of positives: its labelled ones and one more in the middle of the bin, so that empty bins have one too. */
function calibrate(calibration: ConfidenceHistogram, window: ConfidenceHistogram): CalibratedBin[] {
  const counted = confidenceBins(window);
  return confidenceBins(calibration).map(({ negative, positive }, index) => {
    const labelled = negative + positive;
    const share = (positive + (index + 0.5) / CONFIDENCE_BINS) / (labelled + 1);
    const here = counted[index];
    const count = here === undefined ? 0 : here.unlabelled + here.negative + here.positive;
    const spread = share * (1 - share);
    return { count, share, variance: count * spread + (count * count * spread) / (labelled + 2) };
  });
}

const expected = (bins: readonly CalibratedBin[]): OutcomeBin[] =>
  bins.map(({ count, share }) => ({ negative: count * (1 - share), positive: count * share }));

/** The metric's change for each bin's positives, by a small step, times that bin's deviation: the delta method. */
function deviations(bins: readonly CalibratedBin[], threshold: number): Record<string, number> {
  const outcome = expected(bins);
  const variances: Record<string, number> = {};
  bins.forEach(({ count, variance }, index) => {
    if (variance === 0) return;
    const step = count * 1e-5;
    const moved = (by: number): BinaryPerformance =>
      binaryPerformance(
        outcome.map(({ negative, positive }, at) =>
          at === index ? { negative: negative - by, positive: positive + by } : { negative, positive },
        ),
        threshold,
      );
    const [up, down] = [moved(step), moved(-step)];
    for (const metric of METRICS) {
      const slope = ((up[metric] ?? 0) - (down[metric] ?? 0)) / (2 * step);
      variances[metric] = (variances[metric] ?? 0) + slope * slope * variance;
    }
  });
  return variances;
}

/**
 * Confidence-based performance estimation without labels: what a window's realised metrics are expected to be if the
 * calibration still holds (no concept drift), with an interval for chance in the window and for the calibration's own
 * uncertainty. Bins from `threshold` (0 to 20) on are predicted positive. "not_enough_data" below 100 labelled
 * predictions to calibrate on or 50 in the window.
 */
export function estimatePerformance(
  calibration: ConfidenceHistogram,
  window: ConfidenceHistogram,
  threshold = CONFIDENCE_BINS / 2,
  level = 0.95,
): Answer<PerformanceEstimate> {
  const sound = [calibration, window].every((histogram) => histogram.every(isCount));
  if (!sound || calibration.length !== window.length || !Number.isInteger(threshold))
    return { status: "invalid_input" };
  if (!(level > 0 && level < 1)) return { status: "invalid_input" };
  const bins = calibrate(calibration, window);
  const n = bins.reduce((sum, { count }) => sum + count, 0);
  const calibratedOn = confidenceBins(calibration).reduce((sum, bin) => sum + bin.negative + bin.positive, 0);
  if (calibratedOn < LEAST_CALIBRATION || n < LEAST_WINDOW) return { status: "not_enough_data" };
  const values = binaryPerformance(expected(bins), threshold);
  const variances = deviations(bins, threshold);
  const z = normalUpperQuantile((1 - level) / 2);
  const estimate = (metric: (typeof METRICS)[number]): Estimate | null => {
    const value = values[metric];
    const half = z * Math.sqrt(variances[metric] ?? 0);
    return value === null ? null : { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
  };
  const metrics = {
    accuracy: estimate("accuracy"),
    precision: estimate("precision"),
    recall: estimate("recall"),
    specificity: estimate("specificity"),
    f1: estimate("f1"),
    auc: estimate("auc"),
  };
  return { status: "ok", metrics, n, calibratedOn };
}
