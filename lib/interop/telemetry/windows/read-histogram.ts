import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import { invalid, type RecordProblem, shown, tooLarge } from "../json/problem.ts";
import type { HistogramValue } from "../record.ts";
import { readExponentialBuckets } from "./read-exponential.ts";

export type Bucket = HistogramValue["buckets"][number];

/** Most bins of one window. */
export const MOST_BINS = 10_000;

/** Whether an answer is a problem and no value. */
export function isProblem(answer: object): answer is RecordProblem {
  return "message" in answer;
}

/** Sum of the counts of bins. */
export function countOf(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, bucket) => sum + bucket[2], 0);
}

/** `bins`: a list of [low, high, count]; the histogram then knows neither sum nor least nor greatest. */
export function readBins(value: JsonValue): HistogramValue | RecordProblem {
  const buckets = readBuckets("bins", value);
  return isProblem(buckets) ? buckets : { count: countOf(buckets), sum: null, min: null, max: null, buckets };
}

/** `histogram`: bins with count, sum, least and greatest value; a count that is left out is the sum of the bins. */
export function readHistogram(value: JsonValue): HistogramValue | RecordProblem {
  if (!isObject(value)) return invalid(`histogram must be an object, is ${shown(value)}`);
  const buckets = readBuckets("histogram.buckets", value.buckets ?? []);
  return isProblem(buckets) ? buckets : readTotals("histogram", value, buckets);
}

/** `exp_histogram`: base-2 exponential buckets as OpenTelemetry counts them. */
export function readExponentialHistogram(value: JsonValue): HistogramValue | RecordProblem {
  if (!isObject(value)) return invalid(`exp_histogram must be an object, is ${shown(value)}`);
  const buckets = readExponentialBuckets(value);
  return isProblem(buckets) ? buckets : readTotals("exp_histogram", value, buckets);
}

function readTotals(field: string, value: JsonObject, buckets: readonly Bucket[]): HistogramValue | RecordProblem {
  const inBuckets = countOf(buckets);
  const count = value.count ?? inBuckets;
  if (!isCount(count)) return invalid(`${field}.count must be a whole number from 0, is ${shown(count)}`);
  if (inBuckets > count) return invalid(`${field}.count is ${count}, less than the ${inBuckets} in its buckets`);
  const { sum = null, min = null, max = null } = value;
  for (const [name, each] of Object.entries({ sum, min, max })) {
    if (each !== null && !isFinite(each)) return invalid(`${field}.${name} must be a finite number, is ${shown(each)}`);
  }
  if (isFinite(min) && isFinite(max) && min > max) return invalid(`${field}.min is ${min}, above its max of ${max}`);
  return { count, sum: numberOrNull(sum), min: numberOrNull(min), max: numberOrNull(max), buckets };
}

function readBuckets(field: string, value: JsonValue): Bucket[] | RecordProblem {
  if (!Array.isArray(value)) return invalid(`${field} must be a list of [low, high, count], is ${shown(value)}`);
  if (value.length > MOST_BINS) return tooLarge(`${field} must not be more than ${MOST_BINS}`);
  const buckets: Bucket[] = [];
  for (const [index, item] of value.entries()) {
    const bucket = readBucket(`${field}[${index}]`, item);
    if (isProblem(bucket)) return bucket;
    const problem = orderProblem(`${field}[${index}]`, buckets.at(-1), bucket);
    if (problem !== null) return problem;
    buckets.push(bucket);
  }
  return buckets;
}

function readBucket(place: string, item: JsonValue): Bucket | RecordProblem {
  if (!Array.isArray(item) || item.length !== 3) return invalid(`${place} must be [low, high, count]`);
  const [low = null, high = null, count = null] = item;
  if (!isEnd(low)) return invalid(`${place}: low must be a finite number or null, is ${shown(low)}`);
  if (!isEnd(high)) return invalid(`${place}: high must be a finite number or null, is ${shown(high)}`);
  if (!isCount(count)) return invalid(`${place}: the count must be a whole number from 0, is ${shown(count)}`);
  if (low !== null && high !== null && low > high) return invalid(`${place}: low is ${low}, above high, ${high}`);
  return [low, high, count];
}

/** A bin begins where the one before it ends, or later; only the first is open below, only the last above. */
function orderProblem(place: string, before: Bucket | undefined, [low]: Bucket): RecordProblem | null {
  if (before === undefined) return null;
  const end = before[1];
  if (end === null) return invalid(`${place} follows a bin that is open above`);
  if (low === null) return invalid(`${place} is open below, but is not the first`);
  return low < end ? invalid(`${place} begins at ${low}, before the bin before it ends, at ${end}`) : null;
}

function isEnd(value: JsonValue): value is number | null {
  return value === null || isFinite(value);
}

function isFinite(value: JsonValue): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isCount(value: JsonValue): value is number {
  return typeof value === "number" && value >= 0 && Number.isSafeInteger(value);
}

function numberOrNull(value: JsonValue): number | null {
  return typeof value === "number" ? value : null;
}
