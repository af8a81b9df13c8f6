import type { DriftQuestion } from "../../detection/drift/feature-window.ts";
import { sampleEntries } from "../../stats/states/hash-sample.ts";
import { moments } from "../../stats/states/numeric-state.ts";
import { countByCategories, countByEdges, type ReferenceColumn } from "../reference/build-columns.ts";
import { cellsName } from "../reference-row.ts";
import type { FeatureState } from "../states/feature-state.ts";

/** The counts of a window by the cells of a column: those of the fold, or of the window's sample where there are none. */
export function countsOf(state: FeatureState, column: ReferenceColumn, referenceId: string): readonly number[] {
  const counted = state.cells.get(cellsName(referenceId));
  if (counted?.length === column.counts.length) return [...counted];
  const { edges } = column;
  if (edges.type === "category")
    return countByCategories(edges.categories, sampleEntries(state.texts), state.texts.total);
  return countByEdges(edges, state.sample.values, 0);
}

/**
 * What drift detection is asked about one column in one window. Windows from before the reference was frozen have no counts by
 * its cells: their samples of 256 values answer, with the smaller n that this is.
 */
export function driftQuestion(state: FeatureState, column: ReferenceColumn, referenceId: string): DriftQuestion {
  const counts = countsOf(state, column, referenceId);
  const { edges } = column;
  const inCells = counts.reduce((sum, count) => sum + count, 0);
  const all = state.numbers.n + state.texts.total;
  const nulls = all === 0 ? state.nulls : Math.round((state.nulls * inCells) / all);
  if (edges.type === "number") {
    const found = moments(state.numbers);
    const known = state.numbers.n > 0;
    return {
      kind: "numeric",
      reference: { edges, counts: column.counts.slice(0, -1), nulls: column.nulls, invalid: column.counts.at(-1) ?? 0 },
      current: {
        counts: counts.slice(0, -1),
        nulls,
        invalid: (counts.at(-1) ?? 0) + state.numbers.invalid,
        least: known ? state.numbers.least : null,
        largest: known ? state.numbers.largest : null,
        mean: found.status === "ok" ? found.mean : null,
        sd: found.status === "ok" ? Math.sqrt(found.variance) : null,
      },
    };
  }
  const { categories } = edges;
  const byName = (list: readonly number[]): Map<string, number> =>
    new Map(categories.map((category, index) => [category, list[index] ?? 0]));
  const known = new Set(categories);
  return {
    kind: "categorical",
    reference: { counts: byName(column.counts), other: column.counts.at(-1) ?? 0, nulls: column.nulls },
    current: {
      counts: byName(counts),
      other: counts.at(-1) ?? 0,
      nulls,
      invalid: state.numbers.n,
      named: sampleEntries(state.texts).filter(([category]) => !known.has(category)),
    },
  };
}
