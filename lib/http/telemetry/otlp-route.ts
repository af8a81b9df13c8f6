import type { OtlpSignal } from "../../interop/telemetry/otlp/parts.ts";
import { readOtlp } from "../../interop/telemetry/otlp/read-otlp.ts";
import { writeOtlpAnswer, writeOtlpStatus, type OtlpAnswer } from "../../interop/telemetry/otlp/write-answer.ts";
import type { RejectedRecord } from "../../interop/telemetry/record.ts";
import { errorStatus, notFound, type ErrorCode } from "../../kernel/errors.ts";
import { doors } from "../../telemetry/doors.ts";
import { mediaType } from "../body.ts";
import type { IngestAnswer } from "./ingest-format.ts";
import { ingestRoute } from "./ingest-route.ts";

const PROTOBUF = "application/x-protobuf";
const SIGNALS: readonly OtlpSignal[] = ["metrics", "logs", "traces"];
const REASONS = 5;

/** Codes of gRPC for what can fail here. */
const GRPC_CODES: Readonly<Partial<Record<ErrorCode, number>>> = {
  unauthenticated: 16,
  forbidden: 7,
  not_found: 5,
  rate_limited: 8,
  unavailable: 14,
};
const INVALID_ARGUMENT = 3;

const encodingOf = (type: string): "protobuf" | "json" => (type === PROTOBUF ? "protobuf" : "json");

function signalOf(word: string | undefined): OtlpSignal {
  return SIGNALS.find((signal) => signal === word) ?? notFound("signal of OpenTelemetry");
}

/** Why records were rejected, each reason once with its number and its first place. */
function reasonsOf(rejected: readonly RejectedRecord[]): string {
  const reasons = new Map<string, { count: number; place: string | number }>();
  for (const { message, place } of rejected) {
    const known = reasons.get(message);
    if (known === undefined) reasons.set(message, { count: 1, place });
    else known.count += 1;
  }
  const listed = [...reasons].slice(0, REASONS).map(([message, { count, place }]) => {
    const where = typeof place === "string" && place !== "" ? `, first at ${place}` : "";
    return `${message} (${count}${where})`;
  });
  return `${listed.join(" ")}${reasons.size > REASONS ? ` And ${reasons.size - REASONS} other reasons.` : ""}`;
}

const toAnswer = (status: number, { contentType, body }: OtlpAnswer): IngestAnswer => ({
  status,
  type: contentType,
  body,
});

/** `POST /otlp/v1/{signal}`: answers in the request's encoding, with partial success; what fails is a google.rpc.Status. */
export const sendOtlpRoute = ingestRoute({
  source: "otlp",
  door: doors.otlp,
  mediaTypes: [PROTOBUF, "application/json"],
  read: ({ bytes, mediaType: type, params }) =>
    readOtlp({ signal: signalOf(params["signal"]), encoding: encodingOf(type), bytes }),
  answer: ({ rejected }, { mediaType: type, params }) =>
    toAnswer(
      200,
      writeOtlpAnswer({
        signal: signalOf(params["signal"]),
        encoding: encodingOf(type),
        rejected: rejected.length,
        message: reasonsOf(rejected),
      }),
    ),
  failure: ({ code, message, errors }, request) => {
    const place = errors[0]?.path ?? "";
    const words = place === "" ? message : `${message} (${place})`;
    const encoding = encodingOf(mediaType(request));
    return toAnswer(
      errorStatus[code],
      writeOtlpStatus({ encoding, code: GRPC_CODES[code] ?? INVALID_ARGUMENT, message: words }),
    );
  },
});
