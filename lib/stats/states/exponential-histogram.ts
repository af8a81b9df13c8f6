import { answer, type Answer } from "../answer.ts";
import { isCount } from "../counts/is-count.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

const VERSION = 1;
/** 32 buckets a power of two: a quantile is off by at most 1.08%. */
const SCALE = 5;
const LOWEST_SCALE = -10;
const HIGHEST_SCALE = 20;
const MOST_SPAN = 512;

/**
 * Counts of values by magnitude in the buckets of OpenTelemetry's exponential histogram: bucket i at scale s holds
 * (2^(i/2^s), 2^((i+1)/2^s)]. The scale falls as far as the values seen need it to keep each side within 512 buckets, so
 * it depends on the values alone, not on their order.
 */
export interface ExponentialHistogram {
  scale: number;
  zero: number;
  positive: Map<number, number>;
  negative: Map<number, number>;
}

/** For j = 1 … 31 the smallest whole M with M > 2^(52 + j/32), found by comparing M^32 with 2^(52·32 + j). */
const BOUNDS: readonly number[] = Array.from({ length: 2 ** SCALE - 1 }, (_, index) => {
  const target = 1n << BigInt(52 * 2 ** SCALE + index + 1);
  let low = 2n ** 52n;
  let high = 2n ** 53n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** 32n > target) high = middle;
    else low = middle;
  }
  return Number(high);
});

const scratch = new DataView(new ArrayBuffer(8));

/** The bucket at scale 5 of a finite magnitude above 0, by whole numbers only: no logarithm that could round otherwise. */
export function bucketOf(magnitude: number): number {
  const lift = magnitude < 2 ** -1021 ? 64 : 0;
  scratch.setFloat64(0, magnitude * 2 ** lift);
  const high = scratch.getUint32(0);
  const exponent = (high >>> 20) - 1023 - lift;
  const significand = ((high & 0xfffff) + 0x100000) * 2 ** 32 + scratch.getUint32(4);
  if (significand === 2 ** 52) return exponent * 2 ** SCALE - 1;
  let low = 0;
  let above = BOUNDS.length;
  while (low < above) {
    const middle = (low + above) >>> 1;
    if ((BOUNDS[middle] ?? 0) <= significand) low = middle + 1;
    else above = middle;
  }
  return exponent * 2 ** SCALE + low;
}

export function emptyExponentialHistogram(): ExponentialHistogram {
  return { scale: SCALE, zero: 0, positive: new Map(), negative: new Map() };
}

const lowered = (buckets: Map<number, number>, by: number): Map<number, number> => {
  const found = new Map<number, number>();
  for (const [bucket, count] of buckets) {
    const to = Math.floor(bucket / 2 ** by);
    found.set(to, (found.get(to) ?? 0) + count);
  }
  return found;
};

function lowerTo(histogram: ExponentialHistogram, scale: number): void {
  if (scale >= histogram.scale) return;
  histogram.positive = lowered(histogram.positive, histogram.scale - scale);
  histogram.negative = lowered(histogram.negative, histogram.scale - scale);
  histogram.scale = scale;
}

function isWide(buckets: Map<number, number>): boolean {
  if (buckets.size < 2) return false;
  let least = Infinity;
  let largest = -Infinity;
  for (const bucket of buckets.keys()) {
    if (bucket < least) least = bucket;
    if (bucket > largest) largest = bucket;
  }
  return largest - least >= MOST_SPAN;
}

function fit(histogram: ExponentialHistogram): void {
  while (isWide(histogram.positive) || isWide(histogram.negative)) lowerTo(histogram, histogram.scale - 1);
}

/** Counts a finite number `times` times. Changes the histogram. */
export function addToHistogram(histogram: ExponentialHistogram, value: number, times = 1): void {
  if (value === 0) {
    histogram.zero += times;
    return;
  }
  const buckets = value > 0 ? histogram.positive : histogram.negative;
  const bucket = Math.floor(bucketOf(Math.abs(value)) / 2 ** (SCALE - histogram.scale));
  const before = buckets.get(bucket);
  buckets.set(bucket, (before ?? 0) + times);
  if (before === undefined) fit(histogram);
}

/** Whether scale, buckets and counts are such that doubles can have filled them: OpenTelemetry's scales are −10 to 20. */
function isSound({ scale, zero, positive, negative }: ExponentialHistogram): boolean {
  if (!Number.isInteger(scale) || scale < LOWEST_SCALE || scale > HIGHEST_SCALE || !isCount(zero)) return false;
  const [lowest, highest] = [Math.floor(-1075 * 2 ** scale) - 1, 1024 * 2 ** scale];
  return [...positive, ...negative].every(
    ([bucket, count]) => Number.isInteger(bucket) && bucket >= lowest && bucket < highest && isCount(count),
  );
}

/**
 * Adds another histogram, as from OpenTelemetry at any scale, at the smaller of the two scales; answers false, and adds
 * nothing, for one that doubles cannot have filled. Changes the first.
 */
export function mergeHistogram(into: ExponentialHistogram, from: ExponentialHistogram): boolean {
  if (!isSound(from)) return false;
  const other = { ...from };
  const scale = Math.min(into.scale, from.scale);
  lowerTo(into, scale);
  lowerTo(other, scale);
  into.zero += other.zero;
  for (const [bucket, count] of other.positive) into.positive.set(bucket, (into.positive.get(bucket) ?? 0) + count);
  for (const [bucket, count] of other.negative) into.negative.set(bucket, (into.negative.get(bucket) ?? 0) + count);
  fit(into);
  return true;
}

function writeBuckets(writer: ByteWriter, buckets: Map<number, number>): void {
  const sorted = [...buckets].filter(([, count]) => count > 0).sort(([left], [right]) => left - right);
  writer.count(sorted.length);
  let previous = 0;
  sorted.forEach(([bucket, count], index) => {
    if (index === 0) writer.integer(bucket);
    else writer.count(bucket - previous);
    previous = bucket;
    writer.count(count);
  });
}

function readBuckets(reader: ByteReader): Map<number, number> {
  const buckets = new Map<number, number>();
  const length = reader.count();
  let bucket = 0;
  for (let index = 0; index < length && reader.sound; index += 1) {
    const step = index === 0 ? reader.integer() : reader.count();
    const count = reader.count();
    if (count === 0 || (index > 0 && step === 0)) reader.reject();
    bucket += step;
    buckets.set(bucket, count);
  }
  return buckets;
}

export function encodeHistogram(histogram: ExponentialHistogram): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(VERSION);
  writer.integer(histogram.scale);
  writer.count(histogram.zero);
  writeBuckets(writer, histogram.positive);
  writeBuckets(writer, histogram.negative);
  return writer.finish();
}

/** The histogram of its bytes, undefined for bytes that are none. */
export function decodeHistogram(bytes: Uint8Array): ExponentialHistogram | undefined {
  const reader = new ByteReader(bytes);
  if (reader.byte() !== VERSION) return undefined;
  const scale = reader.integer();
  if (scale > SCALE) reader.reject();
  const histogram = { scale, zero: reader.count(), positive: readBuckets(reader), negative: readBuckets(reader) };
  return reader.complete && isSound(histogram) ? histogram : undefined;
}

/** The value in the middle of a bucket, so that the error is the same share on both sides. */
function middleOf(bucket: number, scale: number): number {
  const width = 2 ** -scale;
  return (2 * 2 ** (bucket * width)) / (1 + 2 ** -width);
}

/** All buckets from the most negative to the largest, with the value that stands for each. */
function ascending({ scale, zero, positive, negative }: ExponentialHistogram): { value: number; count: number }[] {
  const side = (buckets: Map<number, number>, sign: 1 | -1): { value: number; count: number }[] =>
    [...buckets]
      .sort(([left], [right]) => sign * (left - right))
      .map(([bucket, count]) => ({ value: sign * middleOf(bucket, scale), count }));
  return [...side(negative, -1), { value: 0, count: zero }, ...side(positive, 1)];
}

/**
 * The q-quantile, 0 ≤ q ≤ 1, with a relative error of at most (2^(2^−scale) − 1)/(2^(2^−scale) + 1): 1.08% at scale 5.
 * "not_enough_data" for an empty histogram.
 */
export function histogramQuantile(histogram: ExponentialHistogram, q: number): Answer<{ value: number; n: number }> {
  if (!(q >= 0 && q <= 1)) return { status: "invalid_input" };
  const buckets = ascending(histogram);
  const n = buckets.reduce((sum, { count }) => sum + count, 0);
  if (n === 0) return { status: "not_enough_data" };
  let rest = Math.floor(q * (n - 1));
  for (const { value, count } of buckets) {
    if (rest < count) return answer({ value, n });
    rest -= count;
  }
  return answer({ value: buckets.at(-1)?.value ?? 0, n });
}
