/** Numbers of the types of metrics in both versions of remote write. */
export const COUNTER = 1;
export const HISTOGRAM = 3;
export const SUMMARY = 5;

/** What a request says of a metric. */
export interface MetricMetadata {
  readonly type: number;
  readonly unit: string;
}

/** Suffixes of the series of a family. */
const SUFFIX = /_(?:total|bucket|count|sum|created)$/;
const TOTAL_SUFFIX = /_(?:total|bucket|count|sum)$/;

/** The metadata of a series, by the name of its family in version 1: the name itself, or without the suffix. */
export function metadataOf(metric: string, families: ReadonlyMap<string, MetricMetadata>): MetricMetadata | undefined {
  return families.get(metric) ?? families.get(metric.replace(SUFFIX, ""));
}

/**
 * Whether the samples of a series are totals since a start. The type decides; version 1 sends it in requests of its own, so that
 * without it the suffix does: Prometheus itself wants `_total` on counters and makes `_bucket`, `_count` and `_sum`.
 */
export function isTotal(metric: string, type: number): boolean {
  if (type === 0) return TOTAL_SUFFIX.test(metric);
  if (type === COUNTER) return true;
  return (type === HISTOGRAM || type === SUMMARY) && TOTAL_SUFFIX.test(metric);
}
