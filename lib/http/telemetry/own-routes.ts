import { readEvents } from "../../interop/telemetry/events/read-events.ts";
import { readWindows } from "../../interop/telemetry/windows/read-windows.ts";
import type { DecodedTelemetry, TelemetryReading } from "../../interop/telemetry/record.ts";
import { doors } from "../../telemetry/doors.ts";
import { ingestRoute, type IngestAnswer, type Outcome } from "./ingest-route.ts";

const MEDIA_TYPES = ["application/json", "application/x-ndjson", "application/jsonl"];
/** Rejections that an answer lists; the rest are counted. */
const LISTED = 100;

function answer({ accepted, rejected, batchKey }: Outcome): IngestAnswer {
  const body = {
    accepted,
    rejected: rejected.slice(0, LISTED).map(({ place, code, message }) => ({ index: place, code, message })),
    rejectedCount: rejected.length,
    batch: batchKey.slice(0, 32),
  };
  const status = accepted === 0 && rejected.length > 0 ? 422 : 202;
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(body) };
}

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
  answer,
});

/** `POST /telemetry/windows`. */
export const sendWindowsRoute = ingestRoute({
  source: "windows",
  door: doors.windows,
  mediaTypes: MEDIA_TYPES,
  read: ({ bytes, mediaType }) => whole(readWindows({ bytes, encoding: encodingOf(mediaType) })),
  answer,
});
