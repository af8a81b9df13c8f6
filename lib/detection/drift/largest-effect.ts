import type { DriftMeasure } from "./drift-part.ts";

/** The measure that is the largest multiple of its floor; null when none is known. The first of equals. */
export function largestEffect(
  measures: readonly (readonly [measure: DriftMeasure, value: number | null, floor: number])[],
): { readonly measure: DriftMeasure; readonly effect: number } | null {
  let best: { measure: DriftMeasure; effect: number } | null = null;
  for (const [measure, value, floor] of measures) {
    if (value !== null && (best === null || value / floor > best.effect)) best = { measure, effect: value / floor };
  }
  return best;
}
