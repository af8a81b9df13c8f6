import { answer, type Answer } from "../answer.ts";
import { isCount } from "../counts/is-count.ts";
import { CONFIDENCE_BINS, confidenceBins, type ConfidenceHistogram } from "../states/confidence-histogram.ts";

/**
 * Expected calibration error: how far the share of positives is from the confidence, averaged over predictions, with the
 * middle of its bin as each prediction's confidence (Naeini, Cooper and Hauskrecht 2015). Off by up to half a bin, 0.025.
 */
export function calibrationError(histogram: ConfidenceHistogram): Answer<{ error: number; n: number }> {
  if (!histogram.every(isCount)) return { status: "invalid_input" };
  const bins = confidenceBins(histogram);
  const n = bins.reduce((sum, { negative, positive }) => sum + negative + positive, 0);
  if (n === 0) return { status: "not_enough_data" };
  const gap = bins.reduce(
    (sum, { negative, positive }, index) =>
      sum + Math.abs(positive - (negative + positive) * ((index + 0.5) / CONFIDENCE_BINS)),
    0,
  );
  return answer({ error: gap / n, n });
}
