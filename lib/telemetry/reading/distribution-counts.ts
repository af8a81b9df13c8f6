import type { DriftQuestion } from "../../detection/drift/feature-window.ts";
import { histogramQuantile } from "../../stats/states/exponential-histogram.ts";
import type { ReferenceColumn } from "../reference/build-columns.ts";
import type { FeatureState } from "../states/feature-state.ts";

/** Counts by the cells of the column, out of the question that drift detection was asked. */
export function countsOf({ current, kind }: DriftQuestion, column: ReferenceColumn): number[] {
  if (kind === "numeric" && "counts" in current && !(current.counts instanceof Map)) {
    return [...Array.from(current.counts), current.invalid ?? 0];
  }
  if (column.edges.type !== "category" || !("other" in current)) return [];
  return [...column.edges.categories.map((category) => current.counts.get(category) ?? 0), 0, current.other];
}

/** The median of a state's numbers within a hundredth of it; null without numbers. */
export function medianOf(state: FeatureState): number | null {
  const found = histogramQuantile(state.histogram, 0.5);
  return found.status === "ok" ? found.value : null;
}
