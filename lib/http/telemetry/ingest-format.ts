import type { DecodedTelemetry, RejectedRecord, TelemetryReading } from "../../interop/telemetry/record.ts";
import type { Actor } from "../../kernel/actor.ts";
import type { Scratch } from "../../kernel/command.ts";
import type { AppError } from "../../kernel/errors.ts";
import type { StoreBatchInput, StoredBatchDto } from "../../telemetry/ingest-schema.ts";

/** What was taken of a batch, for the answer in the format's own words. */
export interface Outcome {
  readonly accepted: number;
  readonly rejected: readonly RejectedRecord[];
  readonly ignored: number;
  /** What the batch is called when it is stored; null when nothing of it is. */
  readonly batchId: string | null;
}

/** An answer that can be kept and given again; `bytes` when the format answers in binary. */
export interface IngestAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface IngestRequest {
  readonly request: Request;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly params: Readonly<Record<string, string>>;
  readonly actor: Actor;
  readonly requestId: string;
}

/** How one format is read and answered. */
export interface IngestFormat<Decoded extends DecodedTelemetry = DecodedTelemetry> {
  readonly source: string;
  readonly door: Scratch<typeof StoreBatchInput, typeof StoredBatchDto>;
  readonly mediaTypes: readonly string[];
  /** The only encoding that the format knows, which its reader unpacks itself: snappy. None and gzip when absent. */
  readonly ownEncoding?: string;
  readonly read: (input: IngestRequest) => TelemetryReading<Decoded> | Promise<TelemetryReading<Decoded>>;
  readonly answer: (outcome: Outcome, input: IngestRequest, decoded: Decoded) => IngestAnswer;
  /** What the first answer becomes when the batch is sent again; the same when absent. */
  readonly repeated?: (first: IngestAnswer) => IngestAnswer;
  /** The answer to what failed, in the format's own way; problem+json when absent. */
  readonly failure?: (error: AppError, request: Request) => IngestAnswer;
}

/** An answer in JSON. */
export function jsonAnswer(status: number, value: unknown): IngestAnswer {
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(value) };
}

/** The response of an answer; no cache keeps it. */
export function toResponse({ status, type, body, headers }: IngestAnswer): Response {
  const bytes = typeof body === "string" ? body : Buffer.from(body);
  const plain: Record<string, string> = { "cache-control": "no-store", ...headers };
  if (type !== "") plain["content-type"] = type;
  return new Response(status === 204 ? null : bytes, { status, headers: plain });
}
