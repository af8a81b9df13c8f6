import { decodeBody, type TelemetryBody } from "../json/decode-body.ts";
import { readRecords, type RecordEncoding } from "../json/read-records.ts";
import type { DecodedTelemetry, TelemetryEvent, TelemetryReading } from "../record.ts";
import type { ReadingContext } from "./event-draft.ts";
import { readEvent } from "./read-event.ts";

export interface DecodedEvents extends DecodedTelemetry {
  readonly eventPlaces: readonly number[];
  /** The first ten names of fields that nobody reads; those of flags after "flags.". */
  readonly unknownFields: readonly string[];
}

/**
 * Reads our own events: a JSON list (or one event), or NDJSON. `ts` is RFC 3339 with a zone, or a number since 1970: seconds
 * below 1e11, milliseconds from there. Names may be in snake or camel case. Every event is either in `events`, in order, or
 * in `rejected` with its index from 0, the field and what was wrong with it. Of a key given twice the last value counts.
 *
 * Unreadable: a body that is no JSON (with line and column) or not UTF-8, one with more than 50,000 events or two million
 * objects and lists. An unreadable line of NDJSON, and an event nested deeper than 32 levels, are rejected alone.
 */
export function readEvents(batch: TelemetryBody & { encoding: RecordEncoding }): TelemetryReading<DecodedEvents> {
  const decoded = decodeBody(batch);
  if (!decoded.ok) return decoded;
  const events: TelemetryEvent[] = [];
  const eventPlaces: number[] = [];
  const context: ReadingContext = { mayBeOdd: decoded.decoded.mayBeOdd, unknown: new Set() };
  const reading = readRecords(decoded.decoded, batch.encoding, (value, place) => {
    const problem = readEvent(value, context, events);
    if (problem === null) eventPlaces.push(place);
    return problem;
  });
  if (!reading.ok) return reading;
  const unknownFields = [...context.unknown];
  return {
    ok: true,
    decoded: { events, measures: [], windows: [], scores: [], rejected: reading.decoded, eventPlaces, unknownFields },
  };
}
