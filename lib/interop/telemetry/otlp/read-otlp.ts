import { firstInvalidUtf8 } from "../../read-text.ts";
import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import { WireReader } from "../protobuf/wire-reader.ts";
import { TELEMETRY_LIMITS } from "../record.ts";
import type { DecodedTelemetry, TelemetryLimits, TelemetryReading } from "../record.ts";
import { BatchPlace } from "./batch-place.ts";
import { readJsonBatch } from "./json-batch.ts";
import { JsonFields } from "./json-fields.ts";
import { readJsonMetric } from "./json-metrics.ts";
import { readJsonLog, readJsonSpan } from "./json-records.ts";
import { MetricCollector } from "./metric-collector.ts";
import type { OtlpEncoding, OtlpSignal } from "./parts.ts";
import { readProtobufBatch } from "./protobuf-batch.ts";
import { readProtobufMetric } from "./protobuf-metrics.ts";
import { readProtobufLog, readProtobufSpan } from "./protobuf-records.ts";
import { RecordCollector } from "./record-collector.ts";

export interface OtlpBody {
  readonly signal: OtlpSignal;
  readonly encoding: OtlpEncoding;
  /** The body, inflated. */
  readonly bytes: Uint8Array;
  readonly limits?: Partial<TelemetryLimits>;
}

/**
 * Reads a request of OTLP/HTTP. Points become measures; spans and records of logs by the GenAI conventions, OpenInference or the
 * guardrail conventions become events, evaluations measures; the others are counted as ignored. What is wrong with one record rejects
 * it at its JSON pointer; what is wrong with the encoding, or a limit, refuses the batch. Never throws.
 * Source: OTLP specification 1.10; names and their versions in conventions.ts.
 */
export function readOtlp({ signal, encoding, bytes, limits: given }: OtlpBody): TelemetryReading {
  const limits = { ...TELEMETRY_LIMITS, ...given };
  try {
    if (bytes.byteLength > limits.inflatedBytes) {
      const message = `The batch is ${bytes.byteLength} bytes; at most ${limits.inflatedBytes} are taken.`;
      throw new UnreadableBatchError("too_large", message, "");
    }
    const place = new BatchPlace(signal);
    const decoded =
      signal === "metrics"
        ? readMetrics(encoding, bytes, place, limits)
        : readRecords(signal, encoding, bytes, place, limits);
    return { ok: true, decoded: { windows: [], scores: [], ...decoded } };
  } catch (error) {
    if (error instanceof UnreadableBatchError) return { ok: false, problem: error.problem };
    throw error;
  }
}

type Decoded = Omit<DecodedTelemetry, "windows" | "scores">;

function readMetrics(encoding: OtlpEncoding, bytes: Uint8Array, place: BatchPlace, limits: TelemetryLimits): Decoded {
  const collector = new MetricCollector(place, limits);
  const origin = collector.origin.bind(collector);
  if (encoding === "protobuf") {
    const item = (reader: WireReader) => readProtobufMetric(reader, collector);
    readProtobufBatch(new WireReader(bytes), { place, origin, item });
  } else {
    const fields = new JsonFields(place);
    readJsonBatch(fields, jsonOf(bytes), {
      place,
      origin,
      item: (_, metric) => readJsonMetric(fields, metric, collector),
    });
  }
  return { events: [], measures: collector.measures, rejected: collector.rejected };
}

function readRecords(
  signal: "logs" | "traces",
  encoding: OtlpEncoding,
  bytes: Uint8Array,
  place: BatchPlace,
  limits: TelemetryLimits,
): Decoded {
  const collector = new RecordCollector(signal, place, limits);
  const origin = collector.origin.bind(collector);
  if (encoding === "protobuf") {
    const read = signal === "logs" ? readProtobufLog : readProtobufSpan;
    readProtobufBatch(new WireReader(bytes), { place, origin, item: (reader) => collector.record(read(reader)) });
  } else {
    const read = signal === "logs" ? readJsonLog : readJsonSpan;
    const item = (fields: JsonFields, record: Readonly<Record<string, unknown>>) =>
      collector.record(read(fields, record));
    readJsonBatch(new JsonFields(place), jsonOf(bytes), { place, origin, item });
  }
  const { events, measures, rejected, ignored } = collector;
  return { events, measures, rejected, ...(ignored === 0 ? {} : { ignored }) };
}

function jsonOf(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const offset = firstInvalidUtf8(bytes);
    throw new UnreadableBatchError("malformed", `The body is not valid UTF-8 at byte ${offset}.`, `byte ${offset}`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const position = /at position (\d+)/.exec(String(error))?.[1];
    const where = position === undefined ? "" : ` at character ${position}`;
    throw new UnreadableBatchError(
      "malformed",
      `The body is not JSON${where}.`,
      position === undefined ? "" : `character ${position}`,
    );
  }
}
