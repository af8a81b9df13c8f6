import type { JsonValue } from "../../json-value.ts";
import type { ReadingContext } from "../events/event-draft.ts";
import { readEvent } from "../events/read-event.ts";
import type { TelemetryBody } from "../json/decode-body.ts";
import { parseBody } from "../json/parse-text.ts";
import { type RecordProblem, tooLarge, unreadable, unsupported } from "../json/problem.ts";
import type { DecodedTelemetry, RejectedRecord, TelemetryEvent, TelemetryReading } from "../record.ts";
import { TELEMETRY_LIMITS } from "../record.ts";
import { attributesOf, type CloudEvent, isJsonType, readCloudEvent } from "./cloud-event.ts";
import { type InferenceRow, readRequestRows, readResponseRows } from "./inference-rows.ts";

export interface CloudEventsRequest {
  readonly body: TelemetryBody;
  readonly contentType: string;
  /** All headers of the request, or those that begin with `ce-`. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** For events that say no time of their own. */
  readonly receivedAt: number;
}

/** The type under which our own events travel as CloudEvents. */
export const OWN_EVENT_TYPE = "com.modelkeep.telemetry.event";
const REQUEST_TYPE = /^(?:org\.kubeflow|io\.seldon)\.serving\.inference\.request$/;
const RESPONSE_TYPE = /^(?:org\.kubeflow|io\.seldon)\.serving\.inference\.response$/;

/**
 * Reads CloudEvents 1.0 over HTTP: binary (`ce-` headers), structured and batch. Inference requests and responses of KServe
 * and Seldon become one event a row: the request's rows have the features, the response's the prediction; their ids are made
 * of source, id, type and row, for both share the id. The model is `inferenceservicename`, the operation `component`, or
 * `endpoint`. Our own type carries one of our own events, or a list of them; so may any other type whose data holds a `ts`.
 *
 * Each CloudEvent is rejected as a whole or taken as a whole; of an unknown type it is unsupported. Unreadable: no CloudEvent
 * at all (unsupported), or a body that is no JSON.
 */
export function readCloudEvents(request: CloudEventsRequest): TelemetryReading {
  const listed = listEvents(request);
  if (!listed.ok) return listed;
  const events: TelemetryEvent[] = [];
  const eventPlaces: number[] = [];
  const rejected: RejectedRecord[] = [];
  for (const [place, value] of listed.decoded.entries()) {
    const answer = readOne(value, request.receivedAt);
    if ("message" in answer) rejected.push({ place, ...answer });
    else if (events.length + answer.length > TELEMETRY_LIMITS.events) {
      rejected.push({ place, ...tooLarge(`The batch holds more than ${TELEMETRY_LIMITS.events} rows`) });
    } else {
      for (const event of answer) {
        events.push(event);
        eventPlaces.push(place);
      }
    }
  }
  return {
    ok: true,
    decoded: { events, measures: [], windows: [], scores: [], rejected, eventPlaces } satisfies DecodedTelemetry,
  };
}

function listEvents({ body, contentType, headers }: CloudEventsRequest): TelemetryReading<JsonValue[]> {
  const type = contentType.toLowerCase();
  const isBatch = type.startsWith("application/cloudevents-batch");
  if (isBatch || type.startsWith("application/cloudevents")) {
    if (!isJsonType(type)) return unreadable("unsupported", "CloudEvents are read as JSON only.");
    const parsed = parseBody(body);
    if (!parsed.ok) return parsed;
    if (!isBatch) return { ok: true, decoded: [parsed.decoded] };
    if (!Array.isArray(parsed.decoded)) return unreadable("malformed", "A batch of CloudEvents must be a list.", "/");
    if (parsed.decoded.length > TELEMETRY_LIMITS.events) {
      return unreadable("too_large", `The batch holds more than ${TELEMETRY_LIMITS.events} CloudEvents.`);
    }
    return { ok: true, decoded: parsed.decoded };
  }
  const attributes = attributesOf(headers, contentType);
  if (attributes.specversion === undefined) {
    return unreadable("unsupported", "This is no CloudEvent: it has neither ce- headers nor a type of CloudEvents.");
  }
  if (!isJsonType(contentType)) return { ok: true, decoded: [attributes] };
  const parsed = parseBody(body);
  return parsed.ok ? { ok: true, decoded: [{ ...attributes, data: parsed.decoded }] } : parsed;
}

function readOne(value: JsonValue, receivedAt: number): TelemetryEvent[] | RecordProblem {
  const event = readCloudEvent(value);
  if ("message" in event) return event;
  const at = event.time ?? receivedAt;
  if (REQUEST_TYPE.test(event.type)) return toEvents(event, at, readRequestRows(event.data));
  if (RESPONSE_TYPE.test(event.type)) return toEvents(event, at, readResponseRows(event.data));
  if (event.type === OWN_EVENT_TYPE || holdsOwnEvents(event.data)) return readOwn(event, at);
  return unsupported(`Events of type ${event.type.slice(0, 200)} are not read`);
}

function toEvents(
  event: CloudEvent,
  at: number,
  rows: InferenceRow[] | RecordProblem,
): TelemetryEvent[] | RecordProblem {
  if ("message" in rows) return rows;
  const read: TelemetryEvent[] = [];
  const context = contextFor(event, at);
  const operation = event.extensions.component ?? event.extensions.endpoint ?? "predict";
  for (const [row, { features, input, ...rest }] of rows.entries()) {
    const id = `${event.source}\n${event.id}\n${event.type}\n${row}`;
    // Through the reader of our own events, which knows what a name, a text and a number may be.
    const own = { id, operation, ...rest, features: features ?? null, input: input ?? null } as JsonValue;
    const problem = readEvent(own, context, read);
    if (problem !== null) return { ...problem, message: `Row ${row}: ${problem.message}` };
  }
  return read;
}

function readOwn(event: CloudEvent, at: number): TelemetryEvent[] | RecordProblem {
  const records = Array.isArray(event.data) ? event.data : [event.data];
  if (records.length > TELEMETRY_LIMITS.events) return tooLarge("data holds too many events");
  const read: TelemetryEvent[] = [];
  const context = contextFor(event, at);
  for (const [row, record] of records.entries()) {
    const problem = readEvent(record, context, read);
    if (problem !== null)
      return records.length === 1 ? problem : { ...problem, message: `Event ${row}: ${problem.message}` };
  }
  return read.map((each, row) => ({ ...each, id: each.id ?? `${event.source}\n${event.id}\n${event.type}\n${row}` }));
}

function contextFor({ extensions }: CloudEvent, at: number): ReadingContext {
  const model = extensions.inferenceservicename ?? extensions.modelid ?? null;
  return { mayBeOdd: true, unknown: new Set(), fallback: { at, model } };
}

function holdsOwnEvents(data: JsonValue): boolean {
  const first = Array.isArray(data) ? data[0] : data;
  return typeof first === "object" && first !== null && !Array.isArray(first) && Object.hasOwn(first, "ts");
}
