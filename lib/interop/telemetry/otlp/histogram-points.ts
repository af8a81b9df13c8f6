import type { HistogramValue } from "../record.ts";
import type { SparseBuckets } from "../series/exponential-buckets.ts";
import type { ExponentialPoint, HistogramPoint, OffsetCounts } from "./parts.ts";

/** Why count, sum, least or greatest value of a point cannot be; null when they can. */
export function problemOfNumbers({ count, sum, min, max }: HistogramPoint | ExponentialPoint): string | null {
  if (!(count >= 0 && Number.isFinite(count))) return "The count is not a number from 0 on.";
  for (const value of [sum, min, max]) {
    if (value !== null && !Number.isFinite(value)) return "The sum, the minimum or the maximum is not a finite number.";
  }
  return null;
}

/** Buckets of a histogram with explicit bounds, without the empty ones; the reason when counts and bounds do not fit. */
export function explicitBuckets({ counts, bounds }: HistogramPoint): HistogramValue["buckets"] | string {
  if (counts.length === 0 && bounds.length === 0) return [];
  if (counts.length !== bounds.length + 1) {
    return `${counts.length} buckets do not fit ${bounds.length} bounds; there is one bucket more than bounds.`;
  }
  const ascending = bounds.every((bound, at) => Number.isFinite(bound) && bound > (bounds[at - 1] ?? -Infinity));
  if (!ascending) return "The bounds of the buckets are not finite and ascending.";
  const buckets: [number | null, number | null, number][] = [];
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] ?? 0;
    if (count !== 0) buckets.push([bounds[at - 1] ?? null, bounds[at] ?? null, count]);
  }
  return buckets;
}

/** The buckets with something in them, with their indexes. */
export function sparseBuckets({ offset, counts }: OffsetCounts): SparseBuckets {
  const sparse = { indexes: [] as number[], counts: [] as number[] };
  for (const [at, count] of counts.entries()) {
    if (count === 0) continue;
    sparse.indexes.push(offset + at);
    sparse.counts.push(count);
  }
  return sparse;
}
