import { readJsonAttributes } from "./json-attributes.ts";
import type { JsonFields } from "./json-fields.ts";
import type { MetricCollector } from "./metric-collector.ts";
import type { MetricKind, OffsetCounts, OtlpMetric } from "./parts.ts";
import { wantedOfPoint } from "./wanted-attributes.ts";

type Fields = Readonly<Record<string, unknown>>;

const KINDS: readonly MetricKind[] = ["gauge", "sum", "histogram", "exponentialHistogram", "summary"];

/** Reads a Metric and hands its points over. Source: opentelemetry/proto/metrics/v1/metrics.proto, 1.10. */
export function readJsonMetric(fields: JsonFields, item: Fields, collector: MetricCollector): void {
  const head = { name: fields.text(item.name, "name"), unit: fields.text(item.unit, "unit") };
  for (const kind of KINDS) {
    if (item[kind] === undefined || item[kind] === null) continue;
    const data = fields.object(item[kind], kind);
    const temporality = fields.small(data.aggregationTemporality, `${kind}/aggregationTemporality`);
    const monotonic = fields.bool(data.isMonotonic, `${kind}/isMonotonic`);
    const metric = { ...head, kind, temporality, monotonic };
    for (const given of fields.list(data.dataPoints, `${kind}/dataPoints`)) {
      collector.place.nextPoint(kind);
      readPoint(fields, fields.object(given, ""), metric, collector);
    }
  }
}

function readPoint(fields: JsonFields, given: Fields, metric: OtlpMetric, collector: MetricCollector): void {
  const point = {
    attributes: readJsonAttributes(fields, given.attributes, wantedOfPoint),
    at: fields.time(given.timeUnixNano, "timeUnixNano")[0],
    startedAt: fields.time(given.startTimeUnixNano, "startTimeUnixNano")[0],
    flags: fields.small(given.flags, "flags"),
  };
  if (metric.kind === "gauge" || metric.kind === "sum") {
    const whole = given.asInt === undefined || given.asInt === null ? null : Number(fields.whole(given.asInt, "asInt"));
    collector.number(metric, { ...point, value: whole ?? optional(fields, given.asDouble, "asDouble") });
  } else if (metric.kind === "summary") {
    const quantiles = fields.list(given.quantileValues, "quantileValues").map((pair) => {
      const { quantile, value } = fields.object(pair, "quantileValues");
      return { quantile: fields.double(quantile, "quantile"), value: fields.double(value, "value") };
    });
    const [count, sum] = [Number(fields.whole(given.count, "count")), fields.double(given.sum, "sum")];
    collector.summary(metric, { ...point, count, sum, quantiles });
  } else {
    const summed = {
      ...point,
      count: Number(fields.whole(given.count, "count")),
      sum: optional(fields, given.sum, "sum"),
      min: optional(fields, given.min, "min"),
      max: optional(fields, given.max, "max"),
    };
    if (metric.kind === "histogram") {
      const counts = fields
        .list(given.bucketCounts, "bucketCounts")
        .map((n) => Number(fields.whole(n, "bucketCounts")));
      const bounds = fields.list(given.explicitBounds, "explicitBounds").map((n) => fields.double(n, "explicitBounds"));
      collector.histogram(metric, { ...summed, counts, bounds });
    } else {
      collector.exponential(metric, {
        ...summed,
        scale: fields.small(given.scale, "scale"),
        zeroCount: Number(fields.whole(given.zeroCount, "zeroCount")),
        zeroThreshold: fields.double(given.zeroThreshold, "zeroThreshold"),
        positive: offsetCounts(fields, given.positive, "positive"),
        negative: offsetCounts(fields, given.negative, "negative"),
      });
    }
  }
}

function offsetCounts(fields: JsonFields, given: unknown, name: string): OffsetCounts {
  const { offset, bucketCounts } = fields.object(given, name);
  const counts = fields.list(bucketCounts, `${name}/bucketCounts`).map((count) => Number(fields.whole(count, name)));
  return { offset: fields.small(offset, `${name}/offset`), counts };
}

function optional(fields: JsonFields, value: unknown, name: string): number | null {
  return value === undefined || value === null ? null : fields.double(value, name);
}
