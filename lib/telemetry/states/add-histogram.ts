import type { HistogramValue } from "../../interop/telemetry/record.ts";
import { addToHistogram } from "../../stats/states/exponential-histogram.ts";
import { addSquareToSum, addToSum } from "../../stats/states/exact-sum.ts";
import { cellOf } from "../../stats/states/reference-edges.ts";
import { cellsOf, type FeatureState, type FrozenCells } from "./feature-state.ts";

/** The value that stands for a bucket: its middle, or the end that is finite. */
function middleOf(low: number | null, high: number | null): number {
  if (low === null) return high ?? 0;
  if (high === null) return low;
  return low > 0 && high > 2 * low ? Math.sqrt(low * high) : low / 2 + high / 2;
}

function addTimes(state: FeatureState, value: number, times: number, frozen: FrozenCells | undefined): void {
  state.numbers.n += times;
  addSquareToSum(state.numbers.squares, Math.abs(value) * Math.sqrt(times));
  addToHistogram(state.histogram, value, times);
  if (frozen === undefined || frozen.kind !== "number") return;
  const counts = state.cells.get(frozen.id) ?? new Float64Array(cellsOf(frozen));
  const cell = cellOf(frozen.table, value);
  counts[cell] = (counts[cell] ?? 0) + times;
  state.cells.set(frozen.id, counts);
}

/**
 * Adds a histogram that somebody else counted: each bucket as so many values at its middle, so quantiles are as exact as
 * its buckets are narrow. Sum, least and largest are its own when it has them. Changes the state.
 */
export function addHistogramValue(state: FeatureState, histogram: HistogramValue, frozen?: FrozenCells): void {
  for (const [low, high, count] of histogram.buckets) {
    if (count > 0) addTimes(state, middleOf(low, high), count, frozen);
  }
  const middles = histogram.buckets.reduce((sum, [low, high, count]) => sum + middleOf(low, high) * count, 0);
  addToSum(state.numbers.sum, histogram.sum ?? middles);
  const ends = histogram.buckets.filter(([, , count]) => count > 0);
  const first = ends[0];
  const last = ends.at(-1);
  if (first === undefined || last === undefined) return;
  const least = histogram.min ?? first[0] ?? first[1] ?? 0;
  const largest = histogram.max ?? last[1] ?? last[0] ?? 0;
  state.numbers.least = Math.min(state.numbers.least, least + 0);
  state.numbers.largest = Math.max(state.numbers.largest, largest + 0);
}
