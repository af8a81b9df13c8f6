import { kolmogorovSmirnovFromBins } from "../../stats/distance/kolmogorov-smirnov-from-bins.ts";
import { wassersteinFromBins } from "../../stats/distance/wasserstein-from-bins.ts";
import type { DriftSettings } from "../defaults.ts";
import { compareCells } from "./compare-cells.ts";
import type { DriftPart } from "./drift-part.ts";
import type { DriftStatistics } from "./drift-statistics.ts";
import type { NumericReference, NumericWindow } from "./feature-window.ts";
import { largestEffect } from "./largest-effect.ts";

const sum = (counts: ArrayLike<number>): number => Array.from(counts).reduce((total, count) => total + count, 0);

/** The least or largest value of a window: as handed in, else the outer edge when nothing lies beyond it. */
function bound(window: NumericWindow, edges: NumericReference["edges"], side: "least" | "largest"): number {
  const given = window[side];
  if (given !== undefined && given !== null) return given;
  const outside = window.counts[side === "least" ? 0 : window.counts.length - 1] ?? 0;
  return outside > 0 ? Number.NaN : ((side === "least" ? edges.points[0] : edges.points.at(-1)) ?? Number.NaN);
}

function earthMover(reference: NumericReference, current: NumericWindow): DriftStatistics["wasserstein"] {
  const sample = (window: NumericWindow) => ({
    counts: window.counts,
    least: bound(window, reference.edges, "least"),
    largest: bound(window, reference.edges, "largest"),
  });
  const moved = wassersteinFromBins(reference.edges, sample(reference), sample(current));
  if (moved.status !== "ok") return null;
  const sd = reference.sd ?? 0;
  return { distance: moved.distance, error: moved.error, perSd: sd > 0 ? moved.distance / sd : null };
}

type Compared = Pick<
  DriftStatistics,
  "psi" | "chiSquare" | "ks" | "js" | "hellinger" | "totalVariation" | "wasserstein"
>;

const NOTHING: Compared = {
  psi: null,
  chiSquare: null,
  ks: null,
  js: null,
  hellinger: null,
  totalVariation: null,
  wasserstein: null,
};

/**
 * Whether the values of a numeric feature moved: p is twice the smaller of chi-square's over merged cells and
 * Kolmogorov–Smirnov's, the effect the largest of d, the corrected Jensen–Shannon distance and Wasserstein-1 in standard
 * deviations, each over its floor.
 */
export function numericValues(
  reference: NumericReference,
  current: NumericWindow,
  settings: DriftSettings,
): { readonly part: DriftPart; readonly statistics: Compared } {
  const base = { part: "values" as const, n: sum(reference.counts), m: sum(current.counts) };
  const untested = { ...base, p: null, effect: null, measure: null };
  const ks = kolmogorovSmirnovFromBins(reference.edges, reference.counts, current.counts);
  if (ks.status === "constant") return { part: { ...untested, status: "constant" }, statistics: NOTHING };
  if (ks.status !== "ok") return { part: { ...untested, status: "not_enough_data" }, statistics: NOTHING };
  const rows = { reference: Array.from(reference.counts), current: Array.from(current.counts) };
  const { p: cellP, ...cells } = compareCells(rows, settings.leastExpected);
  const wasserstein = earthMover(reference, current);
  const statistics: Compared = { ...cells, ks: { d: ks.d, dAtMost: ks.dAtMost, p: ks.p }, wasserstein };
  if (Math.min(base.n, base.m) < settings.leastN) {
    return { part: { ...untested, status: "not_enough_data" }, statistics };
  }
  const { floors } = settings;
  const effect = largestEffect([
    ["js", cells.js?.corrected ?? null, floors.js],
    ["ks", ks.d, floors.ks],
    ["wasserstein", wasserstein?.perSd ?? null, floors.wasserstein],
  ]);
  const p = Math.min(1, 2 * Math.min(cellP, ks.p));
  return {
    part: { ...base, status: "tested", p, effect: effect?.effect ?? null, measure: effect?.measure ?? null },
    statistics,
  };
}
