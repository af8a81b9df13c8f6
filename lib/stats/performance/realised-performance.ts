import type { Answer } from "../answer.ts";
import { isCount } from "../counts/is-count.ts";
import { CONFIDENCE_BINS, confidenceBins, type ConfidenceHistogram } from "../states/confidence-histogram.ts";
import { binaryPerformance, type BinaryPerformance } from "./binary-performance.ts";

/** How well the labelled predictions of a window really did: what an estimate is held against when labels have come. */
export function realisedPerformance(
  window: ConfidenceHistogram,
  threshold = CONFIDENCE_BINS / 2,
): Answer<{ metrics: BinaryPerformance; n: number }> {
  if (!window.every(isCount)) return { status: "invalid_input" };
  const bins = confidenceBins(window);
  const n = bins.reduce((sum, { negative, positive }) => sum + negative + positive, 0);
  if (n === 0) return { status: "not_enough_data" };
  return { status: "ok", metrics: binaryPerformance(bins, threshold), n };
}
