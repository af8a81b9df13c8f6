import type { EventFlags, FeatureValue, HistogramValue, MeasureValue } from "../../interop/telemetry/record.ts";

/** A model and a version by id; NO_VERSION when none was stated. */
export type Subject = readonly [modelId: string, versionId: string];

/**
 * An event as it waits to be counted: names resolved, the client and the input as keyed hashes (base64url, 12 bytes), no
 * text of a prompt or an answer.
 */
export interface StoredEvent {
  /** Index into the batch's subjects. */
  readonly s: number;
  readonly at: number;
  /** A step of a request and no request by itself: a tool call, a guardrail, the answer that is told apart from its request. */
  readonly part?: true;
  /** Keyed hash of the source's own id. */
  readonly key?: string;
  readonly client?: string;
  readonly input?: string;
  /** The same for inputs that differ only a little. */
  readonly coarse?: string;
  readonly prediction?: string | number;
  readonly confidence?: number;
  readonly margin?: number;
  readonly label?: string | number;
  readonly latencyMs?: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly cost?: number;
  readonly error?: string;
  readonly refused?: boolean;
  readonly features?: Readonly<Record<string, FeatureValue>>;
  readonly flags?: EventFlags;
}

export interface StoredMeasure {
  readonly s: number;
  readonly at: number;
  readonly name: string;
  /** Who counted; totals go on within one source only. */
  readonly source?: string;
  readonly unit: string;
  /** Totals have become increments when the fold sees them. */
  readonly value: MeasureValue;
}

export interface StoredWindow {
  readonly s: number;
  readonly from: number;
  readonly to: number;
  readonly feature: string;
  readonly n: number;
  readonly nulls: number;
  readonly numbers?: HistogramValue;
  readonly categories?: Readonly<Record<string, number>>;
}

/** What the inbox keeps of a batch until it is counted. */
export interface StoredBatch {
  readonly v: 1;
  readonly subjects: readonly Subject[];
  readonly events: readonly StoredEvent[];
  readonly measures: readonly StoredMeasure[];
  readonly windows: readonly StoredWindow[];
}
