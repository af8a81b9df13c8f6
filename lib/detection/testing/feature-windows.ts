import { finiteNumbers } from "../../stats/finite-numbers.ts";
import { cellOf, cellTable, referenceEdges, type ReferenceEdges } from "../../stats/states/reference-edges.ts";
import type { CategoricalWindow, NumericReference, NumericWindow } from "../drift/feature-window.ts";

/** A column folded into the cells of edges, with its moments. */
export function numericWindow(edges: ReferenceEdges, column: readonly unknown[]): NumericWindow {
  const { values, nulls, invalid } = finiteNumbers(column);
  const table = cellTable(edges);
  const counts = new Float64Array(table.cells);
  values.forEach((value) => (counts[cellOf(table, value)]! += 1));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const known = values.length > 1;
  return {
    counts,
    nulls,
    invalid,
    least: known ? Math.min(...values) : null,
    largest: known ? Math.max(...values) : null,
    mean: known ? mean : null,
    sd: known ? Math.sqrt(variance) : null,
  };
}

export function numericReference(column: readonly unknown[]): NumericReference {
  const edges = referenceEdges(column)!;
  return { ...numericWindow(edges, column), edges };
}

export function categoricalWindow(counts: Record<string, number>, other = 0, nulls = 0): CategoricalWindow {
  return { counts: new Map(Object.entries(counts)), other, nulls };
}

/** `n` values of a source. */
export function drawn(n: number, next: () => number): number[] {
  return Array.from({ length: n }, next);
}
