import type { Detector } from "./baseline-detectors.ts";
import type { LabelledSeries } from "./labelled-series.ts";

/** How a detector did on labelled series. */
export interface DetectorCard {
  readonly labels: number;
  readonly found: number;
  readonly falseAlarms: number;
  /** Alarms after the first in the same label. */
  readonly repeated: number;
  /** Points from the start of a label to its alarm, on average. */
  readonly delay: number;
  readonly recall: number;
  readonly precision: number;
  readonly f1: number;
}

/** An alarm within a label finds it; one outside all labels is false, one more within it is only a repetition. */
export function scoreDetector(detector: Detector, suite: readonly LabelledSeries[]): DetectorCard {
  let [labels, found, falseAlarms, repeated, delays] = [0, 0, 0, 0, 0];
  for (const { points, labels: places } of suite) {
    const alarms = detector(points);
    labels += places.length;
    for (const [from, to] of places) {
      const inside = alarms.filter((place) => place >= from && place <= to);
      if (inside[0] === undefined) continue;
      found += 1;
      repeated += inside.length - 1;
      delays += inside[0] - from;
    }
    falseAlarms += alarms.filter((place) => !places.some(([from, to]) => place >= from && place <= to)).length;
  }
  const recall = labels === 0 ? 0 : found / labels;
  const precision = found + falseAlarms === 0 ? 0 : found / (found + falseAlarms);
  const f1 = recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);
  return { labels, found, falseAlarms, repeated, delay: found === 0 ? 0 : delays / found, recall, precision, f1 };
}
