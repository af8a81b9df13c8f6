import { chiSquare } from "../../stats/counts/chi-square.ts";
import { hellinger } from "../../stats/counts/hellinger.ts";
import { jensenShannon } from "../../stats/counts/jensen-shannon.ts";
import { mergeSparseCells, type CountRows } from "../../stats/counts/merge-sparse-cells.ts";
import { populationStability } from "../../stats/counts/population-stability.ts";
import { rateChange } from "../../stats/counts/rate-change.ts";
import { totalVariation } from "../../stats/counts/total-variation.ts";
import type { DriftStatistics } from "./drift-statistics.ts";

type CellStatistics = Pick<DriftStatistics, "psi" | "chiSquare" | "js" | "hellinger" | "totalVariation">;

const sum = (row: readonly number[]): number => row.reduce((total, count) => total + count, 0);

/** When merging leaves a single cell: the largest cell against all others, exactly. */
function exactP(rows: CountRows): number {
  const sums = rows.reference.map((count, index) => count + (rows.current[index] ?? 0));
  const largest = sums.indexOf(Math.max(...sums));
  const test = rateChange(
    { count: rows.reference[largest] ?? 0, total: sum(rows.reference) },
    { count: rows.current[largest] ?? 0, total: sum(rows.current) },
  );
  return test.status === "ok" ? test.p : 1;
}

/**
 * √ of the divergence less its expectation without drift, (k − 1)(1/n + 1/m)/(8 ln 2) bits for k cells in use: the
 * distance is otherwise the larger the fewer values there are (Grosse et al. 2002, equation 18).
 */
function correctedDistance(rows: CountRows, divergence: number): number {
  const cells = rows.reference.filter((count, index) => count + (rows.current[index] ?? 0) > 0).length;
  const bias = ((cells - 1) * (1 / sum(rows.reference) + 1 / sum(rows.current))) / (8 * Math.LN2);
  return Math.sqrt(Math.max(0, divergence - bias));
}

/**
 * All that two rows of counts over the same cells say about each other. Neighbouring cells are merged until each is
 * expected to hold `leastExpected` in the smaller sample; for categories sort the cells first. `p` is that of
 * chi-square, which keeps its level best; when merging leaves one cell, that of the largest cell, exactly.
 */
export function compareCells(rows: CountRows, leastExpected: number): CellStatistics & { readonly p: number } {
  const merged = mergeSparseCells(rows, leastExpected);
  const psi = populationStability(merged.reference, merged.current);
  const chi = chiSquare(merged.reference, merged.current);
  const compared = merged.reference.length > 1 ? merged : rows;
  const js = jensenShannon(compared.reference, compared.current);
  const root = hellinger(compared.reference, compared.current);
  const variation = totalVariation(compared.reference, compared.current);
  return {
    psi: psi.status === "ok" ? { value: psi.psi, p: psi.p, degrees: psi.degrees } : null,
    chiSquare: chi.status === "ok" ? { statistic: chi.statistic, degrees: chi.degrees, p: chi.p } : null,
    js: js.status === "ok" ? { distance: js.distance, corrected: correctedDistance(compared, js.divergence) } : null,
    hellinger: root.status === "ok" ? root.distance : null,
    totalVariation: variation.status === "ok" ? variation.distance : null,
    p: chi.status === "ok" ? chi.p : exactP(rows),
  };
}
