import type { WireReader } from "../protobuf/wire-reader.ts";
import type { Attributes, AttributeValue } from "./attributes.ts";
import { wordsOf } from "./attributes.ts";
import { EVALUATION_EVENT, FINDING_EVENT } from "./conventions.ts";
import type { OtlpRecord, OtlpSpanEvent } from "./parts.ts";
import { readKeyValue } from "./protobuf-attributes.ts";
import { wantedOfRecord } from "./wanted-attributes.ts";

const ERROR_STATUS = 2;

/** Events of a span that are read; texts of conversations are not. */
export const SPAN_EVENTS: ReadonlySet<string> = new Set(["exception", EVALUATION_EVENT, FINDING_EVENT]);

/** Reads a Span. Source: opentelemetry/proto/trace/v1/trace.proto, 1.10. */
export function readProtobufSpan(reader: WireReader): OtlpRecord {
  const attributes = new Map<string, AttributeValue>();
  const record = newRecord(attributes);
  let startedAt = 0;
  let startNanos = 0;
  const outerEnd = reader.open();
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) record.traceId = reader.hex();
    else if (field === 2) record.spanId = reader.hex();
    else if (field === 5) record.name = reader.text();
    else if (field === 7) {
      startedAt = reader.time();
      startNanos = reader.restNanos;
    } else if (field === 8) {
      record.at = reader.time();
      record.atNanos = reader.restNanos;
    } else if (field === 9) readKeyValue(reader, attributes, wantedOfRecord);
    else if (field === 11) readEvent(reader, record.events);
    else if (field === 15) record.failed = readStatus(reader) === ERROR_STATUS;
    else reader.skip();
  }
  reader.close(outerEnd);
  record.latencyMs = latencyOf([startedAt, startNanos], [record.at, record.atNanos]);
  return record;
}

/** Reads a LogRecord; its body is not read. Source: opentelemetry/proto/logs/v1/logs.proto, 1.10. */
export function readProtobufLog(reader: WireReader): OtlpRecord {
  const attributes = new Map<string, AttributeValue>();
  const record = newRecord(attributes);
  let observedAt = 0;
  let observedNanos = 0;
  const outerEnd = reader.open();
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) {
      record.at = reader.time();
      record.atNanos = reader.restNanos;
    } else if (field === 6) readKeyValue(reader, attributes, wantedOfRecord);
    else if (field === 9) record.traceId = reader.hex();
    else if (field === 10) record.spanId = reader.hex();
    else if (field === 11) {
      observedAt = reader.time();
      observedNanos = reader.restNanos;
    } else if (field === 12) record.name = reader.text();
    else reader.skip();
  }
  reader.close(outerEnd);
  if (record.at === 0) [record.at, record.atNanos] = [observedAt, observedNanos];
  if (record.name === "") record.name = wordsOf(attributes.get("event.name") ?? null);
  return record;
}

/** A record that nothing is known of yet but where its attributes will be. */
export function newRecord(attributes: Attributes): OtlpRecord {
  return {
    attributes,
    name: "",
    traceId: "",
    spanId: "",
    at: 0,
    atNanos: 0,
    latencyMs: null,
    failed: false,
    events: [],
  };
}

/** Milliseconds between two times of milliseconds and nanoseconds; null when one is not said or they go backwards. */
export function latencyOf(start: readonly [number, number], end: readonly [number, number]): number | null {
  const latency = end[0] - start[0] + (end[1] - start[1]) / 1e6;
  return start[0] === 0 || end[0] === 0 || latency < 0 ? null : latency;
}

function readEvent(reader: WireReader, into: OtlpSpanEvent[]): void {
  const outerEnd = reader.open();
  const start = reader.position;
  const attributes = new Map<string, AttributeValue>();
  const event = { name: "", at: 0, attributes };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) event.at = reader.time();
    else if (field === 2) event.name = reader.text();
    else reader.skip();
  }
  if (SPAN_EVENTS.has(event.name)) {
    reader.position = start;
    for (let field = reader.next(); field !== 0; field = reader.next()) {
      if (field === 3) readKeyValue(reader, attributes, wantedOfRecord);
      else reader.skip();
    }
    into.push(event);
  }
  reader.close(outerEnd);
}

function readStatus(reader: WireReader): number {
  const outerEnd = reader.open();
  let code = 0;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 3) code = reader.unsigned();
    else reader.skip();
  }
  reader.close(outerEnd);
  return code;
}
