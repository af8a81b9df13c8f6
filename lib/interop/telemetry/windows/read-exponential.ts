import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import { invalid, type RecordProblem, shown, tooLarge } from "../json/problem.ts";
import type { HistogramValue } from "../record.ts";

type Bucket = HistogramValue["buckets"][number];
type Side = { readonly offset: number; readonly counts: readonly number[] };

/** The scales that OpenTelemetry's data model allows. */
const LEAST_SCALE = -10;
const MOST_SCALE = 20;
const MOST_COUNTS = 10_000;
const MOST_OFFSET = 2 ** 31;

/**
 * Buckets of a base-2 exponential histogram, ascending: `scale`, `zero_count`, `zero_threshold`, `positive` and `negative`
 * with `offset` and `counts` (or `bucket_counts`). Bucket i holds (base^i, base^(i+1)] with base = 2^(2^-scale); empty ones
 * are left out. Source: OpenTelemetry metrics data model, "ExponentialHistogram".
 */
export function readExponentialBuckets(value: JsonObject): Bucket[] | RecordProblem {
  const scale = value.scale;
  if (!isWhole(scale) || scale < LEAST_SCALE || scale > MOST_SCALE) {
    return invalid(
      `exp_histogram.scale must be a whole number from ${LEAST_SCALE} to ${MOST_SCALE}, is ${shown(scale)}`,
    );
  }
  const zeros = value.zero_count ?? value.zeroCount ?? 0;
  if (!isWhole(zeros) || zeros < 0) return invalid(`exp_histogram.zero_count must be a whole number from 0`);
  const threshold = value.zero_threshold ?? value.zeroThreshold ?? 0;
  if (typeof threshold !== "number" || !(threshold >= 0 && threshold < Number.MAX_VALUE)) {
    return invalid(`exp_histogram.zero_threshold must be a number from 0, is ${shown(threshold)}`);
  }
  const positive = readSide("positive", value.positive);
  if ("message" in positive) return positive;
  const negative = readSide("negative", value.negative);
  if ("message" in negative) return negative;
  const zero: Bucket[] = zeros === 0 ? [] : [[threshold === 0 ? 0 : -threshold, threshold, zeros]];
  return [...below(negative, scale), ...zero, ...above(positive, scale)];
}

function readSide(name: string, value: JsonValue | undefined): Side | RecordProblem {
  if (value === undefined || value === null) return { offset: 0, counts: [] };
  if (!isObject(value)) return invalid(`exp_histogram.${name} must be an object, is ${shown(value)}`);
  const offset = value.offset ?? 0;
  if (!isWhole(offset) || Math.abs(offset) > MOST_OFFSET) {
    return invalid(`exp_histogram.${name}.offset must be a whole number, is ${shown(offset)}`);
  }
  const counts = value.counts ?? value.bucket_counts ?? value.bucketCounts ?? [];
  if (!Array.isArray(counts)) return invalid(`exp_histogram.${name}.counts must be a list, is ${shown(counts)}`);
  if (counts.length > MOST_COUNTS) return tooLarge(`exp_histogram.${name}.counts must not be more than ${MOST_COUNTS}`);
  const wrong = counts.findIndex((count) => !isWhole(count) || count < 0);
  if (wrong !== -1) {
    return invalid(`exp_histogram.${name}.counts[${wrong}] must be a whole number from 0, is ${shown(counts[wrong])}`);
  }
  return { offset, counts: counts as number[] };
}

function above({ offset, counts }: Side, scale: number): Bucket[] {
  return counts.flatMap((count, index): Bucket[] => {
    const low = edge(offset + index, scale);
    const high = edge(offset + index + 1, scale);
    return count === 0 ? [] : [[Math.min(low, Number.MAX_VALUE), Number.isFinite(high) ? high : null, count]];
  });
}

/** The mirror image of `above`: [-high, -low), of which a histogram of (low, high] is off by its edges only. */
function below(side: Side, scale: number): Bucket[] {
  return above(side, scale)
    .reverse()
    .map(([low, high, count]): Bucket => [high === null ? null : -high, low === null || low === 0 ? 0 : -low, count]);
}

/** base^index = 2^(index · 2^-scale). */
function edge(index: number, scale: number): number {
  return 2 ** (index * 2 ** -scale);
}

function isWhole(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}
