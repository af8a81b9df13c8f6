import { answer, type Answer } from "../answer.ts";
import type { ReferenceEdges } from "../states/reference-edges.ts";
import { sharedCells, type SharedCell } from "./bins.ts";

/** Counts over frozen edges, with the least and largest value seen: the outer cells have no other bounds. */
export interface BinnedSample {
  readonly counts: ArrayLike<number>;
  readonly least: number;
  readonly largest: number;
}

/** ∫ |line from a to b| over a cell of width 1. */
function areaOfLine(a: number, b: number): number {
  if (a * b >= 0) return (Math.abs(a) + Math.abs(b)) / 2;
  return (a * a + b * b) / (2 * (Math.abs(a) + Math.abs(b)));
}

function widthOf(cell: SharedCell, least: number, largest: number): number {
  if (cell.atom || cell.reference + cell.current === 0) {
    return Number.isFinite(cell.from) && Number.isFinite(cell.to) ? cell.to - cell.from : 0;
  }
  return Math.max(0, Math.min(cell.to, largest) - Math.max(cell.from, least));
}

/**
 * Wasserstein-1 from counts over frozen edges, in the unit of the values, with values spread evenly in each open cell;
 * the true distance is within `error` of it: the sum over open cells of width times the larger share in it.
 */
export function wassersteinFromBins(
  edges: ReferenceEdges,
  reference: BinnedSample,
  current: BinnedSample,
): Answer<{ distance: number; error: number }> {
  const shared = sharedCells(edges, reference.counts, current.counts);
  if (shared.status !== "ok") return shared;
  const least = Math.min(reference.least, current.least);
  const largest = Math.max(reference.largest, current.largest);
  if (!Number.isFinite(least) || !Number.isFinite(largest)) return { status: "invalid_input" };
  if (least === largest) return { status: "constant" };
  let distance = 0;
  let error = 0;
  for (const cell of shared.cells) {
    const width = widthOf(cell, least, largest);
    const after = cell.differenceBefore + cell.reference - cell.current;
    distance += width * areaOfLine(cell.differenceBefore, after);
    error += cell.atom ? 0 : width * Math.max(cell.reference, cell.current);
  }
  return answer({ distance, error });
}
