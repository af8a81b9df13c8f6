import type { ReadingContext } from "../events/event-draft.ts";
import { decodeBody, type TelemetryBody } from "../json/decode-body.ts";
import { readRecords, type RecordEncoding } from "../json/read-records.ts";
import type { DecodedTelemetry, TelemetryReading, TelemetryWindow } from "../record.ts";
import { readWindow } from "./read-window.ts";

export interface DecodedWindows extends DecodedTelemetry {
  /** The first ten names of fields that nobody reads. */
  readonly unknownFields: readonly string[];
}

/**
 * Reads windows that the sender aggregated: a JSON list (or one window), or NDJSON. Numbers come as `bins`, `histogram` or
 * `exp_histogram` (one of them), categories as `top`; `nulls` and what is counted are never more than `n`. Every window is
 * either in `windows`, in order, or in `rejected` with its index from 0, the field and what was wrong with it. What is
 * unreadable is so as in readEvents.
 */
export function readWindows(batch: TelemetryBody & { encoding: RecordEncoding }): TelemetryReading<DecodedWindows> {
  const decoded = decodeBody(batch);
  if (!decoded.ok) return decoded;
  const windows: TelemetryWindow[] = [];
  const context: ReadingContext = { mayBeOdd: decoded.decoded.mayBeOdd, unknown: new Set() };
  const reading = readRecords(decoded.decoded, batch.encoding, (value) => readWindow(value, context, windows));
  if (!reading.ok) return reading;
  const unknownFields = [...context.unknown];
  return {
    ok: true,
    decoded: { events: [], measures: [], windows, scores: [], rejected: reading.decoded, unknownFields },
  };
}
