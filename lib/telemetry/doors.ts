import { ingestDoor } from "./commands/store-batch.ts";

const json = "application/json";
const ndjson = "application/x-ndjson";
const protobuf = "application/x-protobuf";

/** The doors of telemetry, one for each format. */
export const doors = {
  events: ingestDoor({
    name: "telemetry.send_events",
    summary: "Send events of models: a JSON array or NDJSON, gzip if you like",
    http: "POST /telemetry/events",
    rawBody: [json, ndjson],
  }),
  windows: ingestDoor({
    name: "telemetry.send_windows",
    summary: "Send windows that were counted at your side, so that no row leaves it",
    http: "POST /telemetry/windows",
    rawBody: [json, ndjson],
  }),
  otlp: ingestDoor({
    name: "telemetry.send_otlp",
    summary: "OpenTelemetry (OTLP/HTTP): metrics, logs and traces as protobuf or JSON",
    http: "POST /otlp/v1/{signal}",
    rawBody: [protobuf, json],
  }),
  prometheus: ingestDoor({
    name: "telemetry.send_remote_write",
    summary: "Prometheus remote write 1.0 and 2.0",
    http: "POST /prometheus/write",
    rawBody: [protobuf],
  }),
} as const;
