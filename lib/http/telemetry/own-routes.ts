import { readEvents } from "../../interop/telemetry/events/read-events.ts";
import { readWindows } from "../../interop/telemetry/windows/read-windows.ts";
import type { DecodedTelemetry, TelemetryReading } from "../../interop/telemetry/record.ts";
import { doors } from "../../telemetry/doors.ts";
import { ingestRoute } from "./ingest-route.ts";
import { ownAnswer, ownAnswerAgain } from "./own-answer.ts";

const MEDIA_TYPES = ["application/json", "application/x-ndjson", "application/jsonl"];

const encodingOf = (mediaType: string): "json" | "ndjson" => (mediaType === "application/json" ? "json" : "ndjson");

function whole<Part extends Pick<DecodedTelemetry, "rejected">>(reading: TelemetryReading<Part>): TelemetryReading {
  if (!reading.ok) return reading;
  return { ok: true, decoded: { events: [], measures: [], windows: [], scores: [], ...reading.decoded } };
}

/** `POST /telemetry/events`. */
export const sendEventsRoute = ingestRoute({
  source: "events",
  door: doors.events,
  mediaTypes: MEDIA_TYPES,
  read: ({ bytes, mediaType }) => whole(readEvents({ bytes, encoding: encodingOf(mediaType) })),
  answer: ownAnswer(202),
  repeated: ownAnswerAgain,
});

/** `POST /telemetry/windows`. */
export const sendWindowsRoute = ingestRoute({
  source: "windows",
  door: doors.windows,
  mediaTypes: MEDIA_TYPES,
  read: ({ bytes, mediaType }) => whole(readWindows({ bytes, encoding: encodingOf(mediaType) })),
  answer: ownAnswer(202),
  repeated: ownAnswerAgain,
});
