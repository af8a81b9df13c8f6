import { wordsOf } from "./attributes.ts";
import { readJsonAttributes } from "./json-attributes.ts";
import type { JsonFields } from "./json-fields.ts";
import type { OtlpRecord, OtlpSpanEvent } from "./parts.ts";
import { latencyOf, newRecord, SPAN_EVENTS } from "./protobuf-records.ts";
import { wantedOfRecord } from "./wanted-attributes.ts";

type Fields = Readonly<Record<string, unknown>>;

const ERROR_STATUS = 2;

/** Reads a Span of OTLP/JSON; ids are hexadecimal. Source: opentelemetry/proto/trace/v1/trace.proto, 1.10. */
export function readJsonSpan(fields: JsonFields, item: Fields): OtlpRecord {
  const start = fields.time(item.startTimeUnixNano, "startTimeUnixNano");
  const end = fields.time(item.endTimeUnixNano, "endTimeUnixNano");
  const { code } = fields.object(item.status, "status");
  return {
    ...newRecord(readJsonAttributes(fields, item.attributes, wantedOfRecord)),
    name: fields.text(item.name, "name"),
    ...idsOf(fields, item),
    ...{ at: end[0], atNanos: end[1], latencyMs: latencyOf(start, end) },
    failed: fields.small(code, "status/code") === ERROR_STATUS,
    events: fields.list(item.events, "events").flatMap((event) => readEvent(fields, fields.object(event, "events"))),
  };
}

/** Reads a LogRecord of OTLP/JSON; its body is not read. Source: opentelemetry/proto/logs/v1/logs.proto, 1.10. */
export function readJsonLog(fields: JsonFields, item: Fields): OtlpRecord {
  const attributes = readJsonAttributes(fields, item.attributes, wantedOfRecord);
  const said = fields.time(item.timeUnixNano, "timeUnixNano");
  const observed = fields.time(item.observedTimeUnixNano, "observedTimeUnixNano");
  const [at, atNanos] = said[0] === 0 ? observed : said;
  const name = fields.text(item.eventName, "eventName") || wordsOf(attributes.get("event.name") ?? null);
  return { ...newRecord(attributes), ...idsOf(fields, item), name, at, atNanos };
}

function idsOf(fields: JsonFields, item: Fields): { traceId: string; spanId: string } {
  const [traceId, spanId] = [fields.text(item.traceId, "traceId"), fields.text(item.spanId, "spanId")];
  return { traceId: traceId.toLowerCase(), spanId: spanId.toLowerCase() };
}

function readEvent(fields: JsonFields, event: Fields): OtlpSpanEvent[] {
  const name = fields.text(event.name, "events/name");
  if (!SPAN_EVENTS.has(name)) return [];
  const [at] = fields.time(event.timeUnixNano, "events/timeUnixNano");
  return [{ name, at, attributes: readJsonAttributes(fields, event.attributes, wantedOfRecord) }];
}
