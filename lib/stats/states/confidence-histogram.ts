import { decodeVector, encodeVector, mergeVector } from "./integer-vector.ts";

/** Bins of width 0.05 over 0 to 1; the last holds 1 too. */
export const CONFIDENCE_BINS = 20;
const KINDS = 3;

/**
 * How many predictions had which confidence in the positive class, by what became of them: 20 bins × (no label yet,
 * label negative, label positive). Counts only, so order and split do not matter.
 */
export type ConfidenceHistogram = Float64Array;

export function emptyConfidenceHistogram(): ConfidenceHistogram {
  return new Float64Array(CONFIDENCE_BINS * KINDS);
}

/** Adds a prediction; false, and nothing added, for a confidence outside 0 to 1. Changes the histogram. */
export function addConfidence(histogram: ConfidenceHistogram, confidence: unknown, label: boolean | null): boolean {
  if (typeof confidence !== "number" || !(confidence >= 0 && confidence <= 1)) return false;
  const bin = Math.min(CONFIDENCE_BINS - 1, Math.floor(confidence * CONFIDENCE_BINS));
  const at = bin * KINDS + (label === null ? 0 : label ? 2 : 1);
  histogram[at] = (histogram[at] ?? 0) + 1;
  return true;
}

/** What a bin holds. */
export interface ConfidenceBin {
  readonly unlabelled: number;
  readonly negative: number;
  readonly positive: number;
}

export function confidenceBins(histogram: ConfidenceHistogram): ConfidenceBin[] {
  return Array.from({ length: CONFIDENCE_BINS }, (_, bin) => ({
    unlabelled: histogram[bin * KINDS] ?? 0,
    negative: histogram[bin * KINDS + 1] ?? 0,
    positive: histogram[bin * KINDS + 2] ?? 0,
  }));
}

/** Adds another histogram. Changes the first. */
export function mergeConfidenceHistogram(into: ConfidenceHistogram, from: ConfidenceHistogram): void {
  mergeVector(into, from);
}

export function encodeConfidenceHistogram(histogram: ConfidenceHistogram): Uint8Array {
  return encodeVector(histogram);
}

/** The histogram of its bytes, undefined for bytes that are none. */
export function decodeConfidenceHistogram(bytes: Uint8Array): ConfidenceHistogram | undefined {
  const histogram = decodeVector(bytes, CONFIDENCE_BINS * KINDS);
  return histogram?.every((count) => count >= 0) === true ? histogram : undefined;
}
