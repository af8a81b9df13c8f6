import { WireWriter } from "../protobuf/wire-writer.ts";
import type { OtlpEncoding, OtlpSignal } from "./parts.ts";

/** The body of an answer, with its Content-Type: that of the request. */
export interface OtlpAnswer {
  readonly contentType: "application/x-protobuf" | "application/json";
  readonly body: Uint8Array<ArrayBuffer>;
}

const REJECTED = {
  metrics: "rejectedDataPoints",
  logs: "rejectedLogRecords",
  traces: "rejectedSpans",
} as const;

const MESSAGE_LENGTH = 2000;

/**
 * ExportMetricsServiceResponse, ExportLogsServiceResponse or ExportTraceServiceResponse: empty when everything was taken; a count and a
 * message when some was rejected (the sender must not send it again); a message alone is a warning. Source: OTLP specification,
 * "Partial Success".
 */
export function writeOtlpAnswer(answer: {
  readonly signal: OtlpSignal;
  readonly encoding: OtlpEncoding;
  readonly rejected: number;
  readonly message: string;
}): OtlpAnswer {
  const { signal, encoding, rejected } = answer;
  const message = answer.message.slice(0, MESSAGE_LENGTH);
  const complete = rejected === 0 && message === "";
  if (encoding === "json") {
    const partialSuccess = { [REJECTED[signal]]: String(rejected), errorMessage: message };
    return json(complete ? {} : { partialSuccess });
  }
  const response = new WireWriter();
  if (!complete) {
    response.message(1, (partial) => {
      if (rejected > 0) partial.integer(1, rejected);
      if (message !== "") partial.text(2, message);
    });
  }
  return protobuf(response);
}

/** google.rpc.Status, the body of every answer that is no success; `code` is a code of gRPC: 3 invalid argument, 8 exhausted, 14 unavailable. */
export function writeOtlpStatus(status: {
  readonly encoding: OtlpEncoding;
  readonly code: number;
  readonly message: string;
}): OtlpAnswer {
  const message = status.message.slice(0, MESSAGE_LENGTH);
  if (status.encoding === "json") return json({ code: status.code, message });
  return protobuf(new WireWriter().integer(1, status.code).text(2, message));
}

function json(value: unknown): OtlpAnswer {
  return { contentType: "application/json", body: new TextEncoder().encode(JSON.stringify(value)) };
}

function protobuf(writer: WireWriter): OtlpAnswer {
  return { contentType: "application/x-protobuf", body: writer.finish() };
}
