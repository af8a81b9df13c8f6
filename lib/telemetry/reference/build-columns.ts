import { createHash } from "node:crypto";
import { referenceCategories } from "../../stats/states/category-counts.ts";
import { sampleEntries } from "../../stats/states/hash-sample.ts";
import { cellOf, cellTable, referenceEdges, type ReferenceEdges } from "../../stats/states/reference-edges.ts";
import type { ReferenceEdgesRow } from "../reference-row.ts";
import { emptyFeature, mergeFeature, type FeatureState } from "../states/feature-state.ts";
import { pooledValues } from "../states/value-sample.ts";

/** One column of a reference: what its windows are counted by, and how the reference itself fills the cells. */
export interface ReferenceColumn {
  readonly kind: "feature" | "output";
  readonly name: string;
  readonly type: "number" | "category";
  /** Rows that the counts stand for, without the missing ones. */
  readonly n: number;
  readonly nulls: number;
  readonly edges: ReferenceEdgesRow;
  /** By cell; numbers have one more at the end for what is no number, categories two: none, and all others. */
  readonly counts: readonly number[];
}

type Named = Pick<ReferenceColumn, "kind" | "name">;

/** Counts of numbers by the cells of edges, and a last one for what is no number. */
export function countByEdges(edges: ReferenceEdges, values: readonly number[], others: number): number[] {
  const table = cellTable(edges);
  const counts = Array.from({ length: table.cells + 1 }, () => 0);
  for (const value of values) counts[cellOf(table, value)] = (counts[cellOf(table, value)] ?? 0) + 1;
  counts[table.cells] = others;
  return counts;
}

/** Counts of texts by categories, then 0 for missing values and one for all others. */
export function countByCategories(
  categories: readonly string[],
  entries: readonly (readonly [string, number])[],
  total: number,
): number[] {
  const known = new Map(entries);
  const counts = categories.map((category) => known.get(category) ?? 0);
  const named = counts.reduce((sum, count) => sum + count, 0);
  return [...counts, 0, Math.max(0, total - named)];
}

function numberColumn(
  named: Named,
  values: readonly number[],
  nullShare: number,
  others: number,
): ReferenceColumn | null {
  const edges = referenceEdges(values);
  if (edges === undefined) return null;
  const plain = { type: "number" as const, points: [...edges.points], atoms: [...edges.atoms] };
  const counts = countByEdges(edges, values, others);
  const n = values.length + others;
  const nulls = nullShare >= 1 ? 0 : Math.round((n * nullShare) / (1 - nullShare));
  return { ...named, type: "number", n, nulls, edges: plain, counts };
}

function categoryColumn(
  named: Named,
  entries: readonly (readonly [string, number])[],
  total: number,
  nulls: number,
): ReferenceColumn | null {
  const categories = referenceCategories(entries);
  if (categories.length === 0) return null;
  const counts = countByCategories(categories, entries, total);
  return { ...named, type: "category", n: total, nulls, edges: { type: "category", categories }, counts };
}

/**
 * A column out of the windows of a time: numbers from the pooled samples of the windows (their share of missing values from
 * all rows), texts from the counts. The type is what most rows are. Null for a column without values.
 */
export function columnFromWindows(named: Named, windows: readonly FeatureState[]): ReferenceColumn | null {
  const whole = emptyFeature();
  for (const window of windows) mergeFeature(whole, window);
  const { numbers, texts, nulls } = whole;
  const rows = numbers.n + texts.total;
  if (rows === 0) return null;
  if (texts.total > numbers.n) return categoryColumn(named, sampleEntries(texts), texts.total, nulls);
  const values = pooledValues(windows.map(({ sample }) => sample));
  const others = Math.round(((texts.total + numbers.invalid) * values.length) / Math.max(1, numbers.n));
  return numberColumn(named, values, nulls / (nulls + rows + numbers.invalid), others);
}

/** A column out of its cells as they were uploaded. */
export function columnFromRows(
  named: Named,
  rows: readonly (string | number | boolean | null)[],
): ReferenceColumn | null {
  const numbers = rows.filter((row) => typeof row === "number");
  const texts = rows.flatMap((row) => (typeof row === "string" || typeof row === "boolean" ? [String(row)] : []));
  const nulls = rows.length - numbers.length - texts.length;
  if (numbers.length >= texts.length)
    return numberColumn(named, numbers, nulls / Math.max(1, rows.length), texts.length);
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return categoryColumn(named, [...counts], texts.length, nulls);
}

/** The digest of a reference: SHA-256 of its columns in order of kind and name, as canonical JSON. Hexadecimal. */
export function referenceDigest(columns: readonly ReferenceColumn[]): string {
  const ordered = [...columns]
    .sort((left, right) => (`${left.kind} ${left.name}` < `${right.kind} ${right.name}` ? -1 : 1))
    .map(({ kind, name, type, n, nulls, edges, counts }) => [kind, name, type, n, nulls, edges, counts]);
  return createHash("sha256").update(JSON.stringify(ordered)).digest("hex");
}
