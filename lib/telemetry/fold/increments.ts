import type { HistogramValue, MeasureValue } from "../../interop/telemetry/record.ts";

/** What is remembered of a series that only counts up. Times are milliseconds. */
export interface LastTotal {
  readonly startedAt: number | null;
  readonly at: number;
  readonly value: number;
  /** Counts of a histogram by `low high`, when the series is one. */
  readonly buckets?: Readonly<Record<string, number>>;
  readonly sum?: number | null;
}

const YOUNG_MS = 3_600_000;

type Counted = Extract<MeasureValue, { kind: "total" | "histogram" }>;

const bucketKey = ([low, high]: HistogramValue["buckets"][number]): string => `${low ?? ""} ${high ?? ""}`;

function remember(value: Counted, at: number): LastTotal {
  if (value.kind === "total") return { startedAt: value.startedAt, at, value: value.value };
  const buckets = Object.fromEntries(value.buckets.map((bucket) => [bucketKey(bucket), bucket[2]]));
  return { startedAt: value.startedAt, at, value: value.count, buckets, sum: value.sum };
}

/** Whether the counter began again: another start, or less than before (OpenTelemetry metrics data model, "resets"). */
function wasReset(value: Counted, last: LastTotal): boolean {
  const now = value.kind === "total" ? value.value : value.count;
  if (value.startedAt !== null && last.startedAt !== null && value.startedAt !== last.startedAt) return true;
  if (now < last.value) return true;
  if (value.kind !== "histogram" || isRecut(value, last)) return false;
  return value.buckets.some((each) => each[2] < (last.buckets?.[bucketKey(each)] ?? 0));
}

/** Whether the buckets are others than before: exponential histograms get coarser as their range grows. */
function isRecut(value: Counted, last: LastTotal): boolean {
  if (value.kind !== "histogram" || last.buckets === undefined) return false;
  const now = new Set(value.buckets.map(bucketKey));
  return Object.entries(last.buckets).some(([key, count]) => count > 0 && !now.has(key));
}

/** What came since the last point when buckets cannot be compared: so many values, all at their mean. */
function sinceAtMean(value: Extract<Counted, { kind: "histogram" }>, last: LastTotal): MeasureValue | null {
  const count = value.count - last.value;
  if (count <= 0 || value.sum === null || last.sum === null || last.sum === undefined) return null;
  const sum = value.sum - last.sum;
  const mean = sum / count;
  return { ...value, cumulative: false, count, sum, min: null, max: null, buckets: [[mean, mean, count]] };
}

function since(value: Extract<Counted, { kind: "histogram" }>, last: LastTotal): MeasureValue {
  const buckets = value.buckets.map(
    (each) => [each[0], each[1], each[2] - (last.buckets?.[bucketKey(each)] ?? 0)] as const,
  );
  const sum = value.sum === null || last.sum === null || last.sum === undefined ? null : value.sum - last.sum;
  return { ...value, cumulative: false, count: value.count - last.value, sum, min: null, max: null, buckets };
}

/**
 * Makes an increment of a total: the difference to the last one, or all of it after a reset. The first point of a series
 * counts when the series began within the hour before; of an older one nobody knows how much of it is new. A point that is
 * not newer than the last gives nothing.
 */
export function incrementOf(
  value: Counted,
  at: number,
  last: LastTotal | undefined,
): { readonly value: MeasureValue | null; readonly last: LastTotal } {
  const whole: MeasureValue =
    value.kind === "total" ? { kind: "delta", value: value.value } : { ...value, cumulative: false };
  if (last === undefined) {
    const isYoung = value.startedAt !== null && value.startedAt <= at && at - value.startedAt <= YOUNG_MS;
    return { value: isYoung ? whole : null, last: remember(value, at) };
  }
  if (at <= last.at) return { value: null, last };
  if (wasReset(value, last)) return { value: whole, last: remember(value, at) };
  const difference =
    value.kind === "total"
      ? ({ kind: "delta", value: value.value - last.value } as const)
      : isRecut(value, last)
        ? sinceAtMean(value, last)
        : since(value, last);
  return { value: difference, last: remember(value, at) };
}
