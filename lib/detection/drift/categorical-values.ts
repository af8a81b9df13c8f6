import { categoryChange, type CategoryChange } from "../../stats/counts/category-change.ts";
import type { CountRows } from "../../stats/counts/merge-sparse-cells.ts";
import type { DriftSettings } from "../defaults.ts";
import { compareCells } from "./compare-cells.ts";
import type { DriftPart } from "./drift-part.ts";
import type { DriftStatistics } from "./drift-statistics.ts";
import type { CategoricalWindow } from "./feature-window.ts";
import { largestEffect } from "./largest-effect.ts";

type Compared = Pick<
  DriftStatistics,
  "psi" | "chiSquare" | "js" | "hellinger" | "totalVariation" | "appeared" | "lost"
>;

const sum = (row: readonly number[]): number => row.reduce((total, count) => total + count, 0);

/** Counts of both sides over all categories of either, then all others; the rarest first, so that merging joins them. */
function rowsOf(reference: CategoricalWindow, current: CategoricalWindow): CountRows {
  const names = [...new Set([...reference.counts.keys(), ...current.counts.keys()])].sort();
  const pairs = names.map((name) => [reference.counts.get(name) ?? 0, current.counts.get(name) ?? 0] as const);
  const cells = [...pairs, [reference.other, current.other] as const];
  cells.sort((left, right) => left[0] + left[1] - right[0] - right[1]);
  return { reference: cells.map(([count]) => count), current: cells.map(([, count]) => count) };
}

function changes(reference: CategoricalWindow, current: CategoricalWindow): CategoryChange {
  const named = current.named ?? [];
  const rest = current.other - named.reduce((total, [, count]) => total + count, 0);
  const after = new Map([...current.counts, ...named, ["(other)", Math.max(0, rest)] as const]);
  const change = categoryChange(new Map([...reference.counts, ["(other)", reference.other]]), after);
  if (change.status !== "ok") return { appeared: [], lost: [] };
  // A named category may be part of what the reference counts as other: it is new only when the reference has none.
  const known = (category: string): boolean => category !== "(other)" && reference.other > 0;
  return {
    appeared: change.appeared.filter(({ category }) => !known(category)),
    lost: change.lost.filter(({ category }) => category !== "(other)"),
  };
}

/**
 * Whether the shares of categories moved, new ones included: p of chi-square over merged cells, the effect by the
 * corrected Jensen–Shannon distance.
 */
export function categoricalValues(
  reference: CategoricalWindow,
  current: CategoricalWindow,
  settings: DriftSettings,
): { readonly part: DriftPart; readonly statistics: Compared } {
  const rows = rowsOf(reference, current);
  const base = { part: "values" as const, n: sum(rows.reference), m: sum(rows.current) };
  const untested = { ...base, p: null, effect: null, measure: null };
  const { p, ...cells } = compareCells(rows, settings.leastExpected);
  const statistics: Compared = { ...cells, ...changes(reference, current) };
  if (Math.min(base.n, base.m) < settings.leastN) {
    return { part: { ...untested, status: "not_enough_data" }, statistics };
  }
  const effect = largestEffect([["js", cells.js?.corrected ?? null, settings.floors.js]]);
  if (effect === null) return { part: { ...untested, status: "constant" }, statistics };
  return { part: { ...base, status: "tested", p, ...effect }, statistics };
}
