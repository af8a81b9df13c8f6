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
  cloudEvents: ingestDoor({
    name: "telemetry.send_cloud_events",
    summary: "CloudEvents of models, such as the payload logs of KServe and Seldon: binary, structured or batch",
    http: "POST /cloudevents",
    rawBody: ["application/cloudevents+json", "application/cloudevents-batch+json", json],
  }),
  langfuse: ingestDoor({
    name: "telemetry.send_langfuse",
    summary: "What Langfuse's clients send, whose base address is /api/v1/langfuse",
    http: "POST /langfuse/api/public/ingestion",
    rawBody: [json],
  }),
  mlflow: ingestDoor({
    name: "telemetry.send_mlflow",
    summary: "What MLflow's clients log, whose tracking address is /api/v1/mlflow",
    http: "POST /mlflow/api/2.0/mlflow/runs/log-batch",
    rawBody: [json],
  }),
  imports: ingestDoor({
    name: "telemetry.import_scores",
    summary: "Import what Evidently (JSON) or NannyML (JSON or CSV) computed",
    http: "POST /telemetry/imports/{tool}",
    rawBody: [json, "text/csv"],
  }),
} as const;
