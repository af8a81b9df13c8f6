import type { WireReader } from "../protobuf/wire-reader.ts";
import type { AttributeValue } from "./attributes.ts";
import type { MetricCollector } from "./metric-collector.ts";
import type {
  ExponentialPoint,
  HistogramPoint,
  MetricKind,
  NumberPoint,
  OffsetCounts,
  OtlpMetric,
  SummaryPoint,
} from "./parts.ts";
import { readKeyValue } from "./protobuf-attributes.ts";
import { wantedOfPoint } from "./wanted-attributes.ts";

const KINDS: ReadonlyMap<number, MetricKind> = new Map([
  [5, "gauge"],
  [7, "sum"],
  [9, "histogram"],
  [10, "exponentialHistogram"],
  [11, "summary"],
]);

/** Reads a Metric and hands its points over. Source: opentelemetry/proto/metrics/v1/metrics.proto, 1.10. */
export function readProtobufMetric(reader: WireReader, collector: MetricCollector): void {
  const outerEnd = reader.open();
  const start = reader.position;
  const head = { name: "", unit: "" };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) head.name = reader.text();
    else if (field === 3) head.unit = reader.text();
    else reader.skip();
  }
  reader.position = start;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    const kind = KINDS.get(field);
    if (kind === undefined) reader.skip();
    else readData(reader, { ...head, kind }, collector);
  }
  reader.close(outerEnd);
}

/** Gauge, Sum, Histogram, ExponentialHistogram or Summary: 1 points, 2 temporality, 3 monotonic, which may come after the points. */
function readData(
  reader: WireReader,
  head: Pick<OtlpMetric, "name" | "unit" | "kind">,
  collector: MetricCollector,
): void {
  const outerEnd = reader.open();
  const start = reader.position;
  let temporality = 0;
  let monotonic = false;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) temporality = reader.unsigned();
    else if (field === 3) monotonic = reader.bool();
    else reader.skip();
  }
  const metric = { ...head, temporality, monotonic };
  reader.position = start;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field !== 1) {
      reader.skip();
      continue;
    }
    collector.place.nextPoint(metric.kind);
    const pointEnd = reader.open();
    if (metric.kind === "histogram") readHistogram(reader, metric, collector);
    else if (metric.kind === "exponentialHistogram") readExponential(reader, metric, collector);
    else if (metric.kind === "summary") readSummary(reader, metric, collector);
    else readNumber(reader, metric, collector);
    reader.close(pointEnd);
  }
  reader.close(outerEnd);
}

function readNumber(reader: WireReader, metric: OtlpMetric, collector: MetricCollector): void {
  const attributes = new Map<string, AttributeValue>();
  const point: NumberPoint = { attributes, at: 0, startedAt: 0, flags: 0, value: null };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) point.startedAt = reader.time();
    else if (field === 3) point.at = reader.time();
    else if (field === 4) point.value = reader.double();
    else if (field === 6) point.value = Number(reader.signedFixed());
    else if (field === 7) readKeyValue(reader, attributes, wantedOfPoint);
    else if (field === 8) point.flags = reader.unsigned();
    else reader.skip();
  }
  collector.number(metric, point);
}

function readHistogram(reader: WireReader, metric: OtlpMetric, collector: MetricCollector): void {
  const attributes = new Map<string, AttributeValue>();
  const point: HistogramPoint = {
    ...{ attributes, at: 0, startedAt: 0, flags: 0, count: 0, sum: null, min: null, max: null },
    ...{ counts: [], bounds: [] },
  };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) point.startedAt = reader.time();
    else if (field === 3) point.at = reader.time();
    else if (field === 4) point.count = reader.fixed();
    else if (field === 5) point.sum = reader.double();
    else if (field === 6) reader.fixeds(point.counts);
    else if (field === 7) reader.doubles(point.bounds);
    else if (field === 9) readKeyValue(reader, attributes, wantedOfPoint);
    else if (field === 10) point.flags = reader.unsigned();
    else if (field === 11) point.min = reader.double();
    else if (field === 12) point.max = reader.double();
    else reader.skip();
  }
  collector.histogram(metric, point);
}

function readExponential(reader: WireReader, metric: OtlpMetric, collector: MetricCollector): void {
  const attributes = new Map<string, AttributeValue>();
  const point: ExponentialPoint = {
    ...{ attributes, at: 0, startedAt: 0, flags: 0, count: 0, sum: null, min: null, max: null },
    ...{ scale: 0, zeroCount: 0, zeroThreshold: 0 },
    positive: { offset: 0, counts: [] },
    negative: { offset: 0, counts: [] },
  };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) readKeyValue(reader, attributes, wantedOfPoint);
    else if (field === 2) point.startedAt = reader.time();
    else if (field === 3) point.at = reader.time();
    else if (field === 4) point.count = reader.fixed();
    else if (field === 5) point.sum = reader.double();
    else if (field === 6) point.scale = reader.zigzag();
    else if (field === 7) point.zeroCount = reader.fixed();
    else if (field === 8) readOffsetCounts(reader, point.positive);
    else if (field === 9) readOffsetCounts(reader, point.negative);
    else if (field === 10) point.flags = reader.unsigned();
    else if (field === 12) point.min = reader.double();
    else if (field === 13) point.max = reader.double();
    else if (field === 14) point.zeroThreshold = reader.double();
    else reader.skip();
  }
  collector.exponential(metric, point);
}

function readOffsetCounts(reader: WireReader, into: OffsetCounts): void {
  const outerEnd = reader.open();
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) into.offset = reader.zigzag();
    else if (field === 2) reader.unsigneds(into.counts);
    else reader.skip();
  }
  reader.close(outerEnd);
}

function readSummary(reader: WireReader, metric: OtlpMetric, collector: MetricCollector): void {
  const attributes = new Map<string, AttributeValue>();
  const point: SummaryPoint = { attributes, at: 0, startedAt: 0, flags: 0, count: 0, sum: 0, quantiles: [] };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 2) point.startedAt = reader.time();
    else if (field === 3) point.at = reader.time();
    else if (field === 4) point.count = reader.fixed();
    else if (field === 5) point.sum = reader.double();
    else if (field === 6) point.quantiles.push(readQuantile(reader));
    else if (field === 7) readKeyValue(reader, attributes, wantedOfPoint);
    else if (field === 8) point.flags = reader.unsigned();
    else reader.skip();
  }
  collector.summary(metric, point);
}

function readQuantile(reader: WireReader): { quantile: number; value: number } {
  reader.listed();
  const outerEnd = reader.open();
  const pair = { quantile: 0, value: 0 };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) pair.quantile = reader.double();
    else if (field === 2) pair.value = reader.double();
    else reader.skip();
  }
  reader.close(outerEnd);
  return pair;
}
