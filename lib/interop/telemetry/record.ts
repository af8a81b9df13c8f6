/**
 * What every format of telemetry is turned into. Times are milliseconds since 1970 in UTC, durations milliseconds, shares and
 * confidences 0 to 1, costs US dollars. A name of a model or version is the sender's own word; who receives it resolves it.
 * Texts of prompts and answers are never part of a record: a reader hands over `input` only so that it can be hashed with the
 * organization's key and forgotten.
 */
export interface RecordSubject {
  /** Id, slug or name of the model; null when the format has none and the address or the key must say it. */
  readonly model: string | null;
  readonly version?: string;
}

export type FeatureValue = string | number | boolean | null;

/** What scanners and guardrails said of one event. */
export interface EventFlags {
  /** An attempt at prompt injection or a jailbreak was seen. */
  readonly injection?: boolean;
  /** The guardrail stopped the event. An injection that was not blocked is a pass. */
  readonly blocked?: boolean;
  readonly pii?: boolean;
  readonly secret?: boolean;
  /** A planted value came out. */
  readonly canary?: boolean;
  /** Distance from what the model was trained on; larger is stranger. */
  readonly oodScore?: number;
}

/** One thing that a model did: a prediction, a completion, a call of a tool. */
export interface TelemetryEvent extends RecordSubject {
  readonly at: number;
  /** The source's own id; one id counts once within 48 hours. */
  readonly id?: string;
  /** Who asked: user, API key or address, in the sender's words. Kept as a keyed hash only. */
  readonly client?: string;
  /** What was done, in the words of `gen_ai.operation.name`: chat, embeddings, execute_tool … or predict. */
  readonly operation?: string;
  readonly prediction?: string | number;
  readonly confidence?: number;
  /** Difference between the two most likely classes, 0 to 1. */
  readonly margin?: number;
  /** What was true, when it became known; the event then needs the prediction too. */
  readonly label?: string | number;
  readonly latencyMs?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cost?: number;
  /** The kind of error when it failed, as `error.type`. */
  readonly error?: string;
  /** The model declined to answer. */
  readonly refused?: boolean;
  readonly features?: Readonly<Record<string, FeatureValue>>;
  /** Text of the input, to be hashed and forgotten; `inputHash` when the sender hashed it already. */
  readonly input?: string;
  readonly inputHash?: string;
  readonly embedding?: readonly number[];
  readonly flags?: EventFlags;
}

/** One point of a named series: a metric of OpenTelemetry, Prometheus or MLflow. */
export interface TelemetryMeasure extends RecordSubject {
  readonly at: number;
  /** The metric's name, with its distinguishing attributes in braces, sorted: `http_requests_total{code="500"}`. */
  readonly name: string;
  /**
   * Who counted: the process or the scraped target; opaque. Totals and cumulative histograms go on only within one source: make
   * increments for each (name, source), then add them up. Two processes of a service must never look like resets of one.
   */
  readonly source?: string;
  readonly unit?: string;
  readonly value: MeasureValue;
}

export type MeasureValue =
  | { readonly kind: "gauge"; readonly value: number }
  /** An increment since the last point. */
  | { readonly kind: "delta"; readonly value: number }
  /** A total since `startedAt`; who receives it makes increments of it. `startedAt` is null when the format has none. */
  | { readonly kind: "total"; readonly value: number; readonly startedAt: number | null }
  | ({ readonly kind: "histogram"; readonly cumulative: boolean; readonly startedAt: number | null } & HistogramValue)
  /** The series ended here. */
  | { readonly kind: "stale" };

export interface HistogramValue {
  readonly count: number;
  readonly sum: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Counts in (low, high], not overlapping, ascending; infinite ends are null. */
  readonly buckets: readonly (readonly [low: number | null, high: number | null, count: number])[];
}

/** A window of one feature, aggregated by the sender so that no row leaves their house. */
export interface TelemetryWindow extends RecordSubject {
  readonly from: number;
  readonly to: number;
  /** Name of the feature, or `prediction`, `confidence`, `latency_ms` … */
  readonly feature: string;
  /** All rows, with the missing ones. */
  readonly n: number;
  readonly nulls: number;
  readonly numbers?: HistogramValue;
  /** Counts by category; what is not listed is n - nulls - the sum. */
  readonly categories?: Readonly<Record<string, number>>;
}

/** A verdict that another tool computed: Evidently, NannyML. Kept with its own method's name and never mixed with ours. */
export interface TelemetryScore extends RecordSubject {
  readonly at: number;
  readonly from?: number;
  readonly to?: number;
  readonly tool: "evidently" | "nannyml";
  /** The column, or null for the whole set of data. */
  readonly feature: string | null;
  /** In the tool's own words: `Wasserstein distance (normed)`, `jensen_shannon`, `roc_auc (estimated)`. */
  readonly method: string;
  readonly value: number;
  /** The interval that the tool gives with an estimate. */
  readonly lower?: number;
  readonly upper?: number;
  /** Limits outside of which the tool alerts. */
  readonly lowerLimit?: number;
  readonly upperLimit?: number;
  readonly alert: boolean | null;
}

/** Something of a batch that was not taken, at its place. */
export interface RejectedRecord {
  /** Position in the batch, or a JSON pointer where the format has no list. */
  readonly place: number | string;
  readonly code: "invalid" | "too_old" | "too_new" | "too_large" | "unsupported" | "unknown_model" | "forbidden_model";
  readonly message: string;
}

/** What a reader makes of a batch. */
export interface DecodedTelemetry {
  readonly events: readonly TelemetryEvent[];
  readonly measures: readonly TelemetryMeasure[];
  readonly windows: readonly TelemetryWindow[];
  readonly scores: readonly TelemetryScore[];
  readonly rejected: readonly RejectedRecord[];
  /** Where each event stood in the batch, when some before it were rejected; for rejections that come later. */
  readonly eventPlaces?: readonly number[];
  /** Where each measure stood, when that is not its position among the measures. */
  readonly measurePlaces?: readonly number[];
  /** Records that are in order but say nothing of a model (a span of a web server, a NaN of Prometheus): accepted, nothing kept. */
  readonly ignored?: number;
}

/** A batch that cannot be read at all; `place` is a byte offset, line or JSON pointer. Nothing of it is taken. */
export interface UnreadableTelemetry {
  readonly code: "malformed" | "too_large" | "unsupported";
  readonly message: string;
  readonly place: string;
}

export type TelemetryReading<Decoded = DecodedTelemetry> =
  { readonly ok: true; readonly decoded: Decoded } | { readonly ok: false; readonly problem: UnreadableTelemetry };

/** What one batch may hold; a reader stops at the first limit it meets. Strings are in UTF-16 units. */
export const TELEMETRY_LIMITS = {
  bodyBytes: 16 * 1024 * 1024,
  inflatedBytes: 64 * 1024 * 1024,
  events: 50_000,
  features: 500,
  depth: 32,
  stringLength: 8_192,
  nameLength: 256,
} as const;

/** Limits as a caller may tighten them. */
export type TelemetryLimits = { readonly [Limit in keyof typeof TELEMETRY_LIMITS]: number };
