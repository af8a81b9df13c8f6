import type { WireReader } from "../protobuf/wire-reader.ts";
import type { HistogramValue } from "../record.ts";
import { exponentialBuckets, type SparseBuckets } from "../series/exponential-buckets.ts";

const CUSTOM_BUCKETS = -53;
const GAUGE_RESET_HINT = 3;
const STALE = [0x7ff0_0000, 0x0000_0002] as const;

/** A histogram as it is sent: spans of buckets, counts as differences (whole) or as they are (float). */
export interface NativeHistogram {
  at: number;
  startedAt: number;
  stale: boolean;
  count: number;
  sum: number;
  schema: number;
  zeroThreshold: number;
  zeroCount: number;
  /** A snapshot that may also shrink; no running total. */
  gauge: boolean;
  positive: SignedBuckets;
  negative: SignedBuckets;
  bounds: number[];
}

interface SignedBuckets {
  /** Offset and length in turn. */
  spans: number[];
  deltas: number[];
  counts: number[];
}

/** Reads the message Histogram, the same in both versions. Source: prompb/io/prometheus/write/v2/types.proto. */
export function readNativeHistogram(reader: WireReader): NativeHistogram {
  const histogram: NativeHistogram = {
    ...{ at: 0, startedAt: 0, stale: false, count: 0, sum: 0, schema: 0, zeroThreshold: 0, zeroCount: 0, gauge: false },
    ...{ positive: newBuckets(), negative: newBuckets(), bounds: [] },
  };
  const outerEnd = reader.open();
  for (let field = reader.next(); field !== 0; field = reader.next()) readField(reader, field, histogram);
  reader.close(outerEnd);
  return histogram;
}

function readField(reader: WireReader, field: number, histogram: NativeHistogram): void {
  if (field === 1) histogram.count = reader.unsigned();
  else if (field === 2) histogram.count = reader.double();
  else if (field === 3) {
    histogram.stale = reader.doubleIs(...STALE);
    histogram.sum = reader.double();
  } else if (field === 4) histogram.schema = reader.zigzag();
  else if (field === 5) histogram.zeroThreshold = reader.double();
  else if (field === 6) histogram.zeroCount = reader.unsigned();
  else if (field === 7) histogram.zeroCount = reader.double();
  else if (field === 8) readSpan(reader, histogram.negative.spans);
  else if (field === 9) reader.zigzags(histogram.negative.deltas);
  else if (field === 10) reader.doubles(histogram.negative.counts);
  else if (field === 11) readSpan(reader, histogram.positive.spans);
  else if (field === 12) reader.zigzags(histogram.positive.deltas);
  else if (field === 13) reader.doubles(histogram.positive.counts);
  else if (field === 14) histogram.gauge = reader.unsigned() === GAUGE_RESET_HINT;
  else if (field === 15) histogram.at = Number(reader.signed());
  else if (field === 16) reader.doubles(histogram.bounds);
  else if (field === 17) histogram.startedAt = Number(reader.signed());
  else reader.skip();
}

function newBuckets(): SignedBuckets {
  return { spans: [], deltas: [], counts: [] };
}

function readSpan(reader: WireReader, into: number[]): void {
  reader.listed();
  const outerEnd = reader.open();
  let [offset, length] = [0, 0];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) offset = reader.zigzag();
    else if (field === 2) length = reader.unsigned();
    else reader.skip();
  }
  reader.close(outerEnd);
  into.push(offset, length);
}

/**
 * The value of a histogram; words when it cannot be one. An index names the upper edge of a bucket here, so it is one more than in
 * OpenTelemetry. A NaN that was observed makes the sum NaN: then there is no sum.
 */
export function histogramOf(histogram: NativeHistogram): HistogramValue | string {
  const { count, sum, zeroCount, zeroThreshold, schema } = histogram;
  if (!(count >= 0 && Number.isFinite(count))) return "The histogram's count is not a number from 0 on.";
  const [positive, negative] = [sparse(histogram.positive), sparse(histogram.negative)];
  if (typeof positive === "string") return positive;
  if (typeof negative === "string") return negative;
  const value = { count, sum: Number.isFinite(sum) ? sum : null, min: null, max: null };
  if (schema === CUSTOM_BUCKETS) {
    const buckets = customBuckets(positive, histogram.bounds);
    return typeof buckets === "string" ? buckets : { ...value, buckets };
  }
  if (schema < -4 || schema > 8) return `The histogram's schema ${schema} is not known.`;
  if (!(zeroThreshold >= 0 && zeroCount >= 0 && Number.isFinite(zeroThreshold + zeroCount))) {
    return "The histogram's zero bucket is not made of numbers from 0 on.";
  }
  const [over, under] = [shifted(positive), shifted(negative)];
  return {
    ...value,
    buckets: exponentialBuckets({ scale: schema, zeroCount, zeroThreshold, positive: over, negative: under }),
  };
}

/** Indexes and counts from spans; each offset counts from the end of the span before. */
function sparse({ spans, deltas, counts }: SignedBuckets): SparseBuckets | string {
  const whole = counts.length === 0;
  const given = whole ? deltas : counts;
  const buckets = { indexes: [] as number[], counts: [] as number[] };
  let [index, at, running] = [0, 0, 0];
  for (let span = 0; span < spans.length; span += 2) {
    const length = spans[span + 1] ?? 0;
    index += spans[span] ?? 0;
    if (span > 0 && (spans[span] ?? 0) < 0) return "The spans of the histogram overlap.";
    if (at + length > given.length) return "The histogram's spans want more buckets than it has.";
    for (const end = at + length; at < end; at += 1) {
      running = whole ? running + (given[at] ?? 0) : (given[at] ?? 0);
      if (!(running >= 0 && Number.isFinite(running))) return "A bucket of the histogram is not a number from 0 on.";
      buckets.indexes.push(index);
      buckets.counts.push(running);
      index += 1;
    }
  }
  return at === given.length ? buckets : "The histogram has more buckets than its spans want.";
}

function shifted({ indexes, counts }: SparseBuckets): SparseBuckets {
  return { indexes: indexes.map((index) => index - 1), counts };
}

function customBuckets(
  { indexes, counts }: SparseBuckets,
  bounds: readonly number[],
): HistogramValue["buckets"] | string {
  const ascending = bounds.every((bound, at) => Number.isFinite(bound) && bound > (bounds[at - 1] ?? -Infinity));
  if (!ascending) return "The histogram's own bounds are not finite and ascending.";
  if (indexes.some((index) => index < 0 || index > bounds.length))
    return "A bucket has no bound among the histogram's own.";
  return indexes.flatMap((index, at) => {
    const count = counts[at] ?? 0;
    return count === 0 ? [] : [[bounds[index - 1] ?? null, bounds[index] ?? null, count] as const];
  });
}
