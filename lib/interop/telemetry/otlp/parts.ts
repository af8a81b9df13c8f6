import type { Attributes } from "./attributes.ts";

export type OtlpSignal = "metrics" | "logs" | "traces";
export type OtlpEncoding = "protobuf" | "json";

/** What stands above a record in a batch. Only the attributes that say of which model, version and process it is. */
export interface OtlpOrigin {
  readonly resource: Attributes;
  readonly scope: Attributes;
  readonly scopeName: string;
}

export type MetricKind = "gauge" | "sum" | "histogram" | "exponentialHistogram" | "summary";

export interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly kind: MetricKind;
  /** 1 delta, 2 cumulative */
  readonly temporality: number;
  readonly monotonic: boolean;
}

interface PointHead {
  attributes: Attributes;
  /** Milliseconds since 1970; 0 when not said. */
  at: number;
  startedAt: number;
  /** Bit 0: the series ended. */
  flags: number;
}

export interface NumberPoint extends PointHead {
  value: number | null;
}

interface SummedPoint extends PointHead {
  count: number;
  sum: number | null;
  min: number | null;
  max: number | null;
}

export interface HistogramPoint extends SummedPoint {
  counts: number[];
  bounds: number[];
}

export interface ExponentialPoint extends SummedPoint {
  scale: number;
  zeroCount: number;
  zeroThreshold: number;
  positive: OffsetCounts;
  negative: OffsetCounts;
}

export interface OffsetCounts {
  offset: number;
  counts: number[];
}

export interface SummaryPoint extends PointHead {
  count: number;
  sum: number;
  quantiles: { quantile: number; value: number }[];
}

/** A span or a record of a log, with the attributes that are wanted. */
export interface OtlpRecord {
  attributes: Attributes;
  /** Name of the span; name of the event for a record of a log. */
  name: string;
  traceId: string;
  spanId: string;
  /** End of the span or time of the record, in milliseconds since 1970; 0 when not said. */
  at: number;
  /** Nanoseconds after `at`. */
  atNanos: number;
  latencyMs: number | null;
  /** The span's status is "error". */
  failed: boolean;
  events: OtlpSpanEvent[];
}

export interface OtlpSpanEvent {
  name: string;
  at: number;
  attributes: Attributes;
}
