import { createHash } from "node:crypto";
import { env } from "../../env.ts";
import type {
  DecodedTelemetry,
  RecordSubject,
  RejectedRecord,
  TelemetryReading,
} from "../../interop/telemetry/record.ts";
import type { Actor } from "../../kernel/actor.ts";
import { can } from "../../kernel/can.ts";
import type { Scratch } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { runQuery } from "../../kernel/query.ts";
import { runScratch } from "../../kernel/run-command.ts";
import { keyedHash } from "../../telemetry/door/keyed-hash.ts";
import { toStoredBatch, type SubjectOf } from "../../telemetry/door/to-stored-batch.ts";
import type { StoreBatchInput, StoredBatchDto } from "../../telemetry/ingest-schema.ts";
import { resolveSubjects } from "../../telemetry/queries/resolve-subjects.ts";
import { NO_VERSION } from "../../telemetry/rules.ts";
import { requireMediaType } from "../body.ts";
import { withActor, type RouteHandler } from "../route.ts";
import { readCompressed } from "./read-compressed.ts";

/** What was taken of a batch, for the answer in the format's own words. */
export interface Outcome {
  readonly accepted: number;
  readonly rejected: readonly RejectedRecord[];
  readonly ignored: number;
  readonly batchKey: string;
}

/** An answer that can be kept and given again; `bytes` when the format answers in binary. */
export interface IngestAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export type IngestRequest = {
  readonly request: Request;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly params: Readonly<Record<string, string>>;
};

/** How one format is read and answered. */
export interface IngestFormat {
  readonly source: string;
  readonly door: Scratch<typeof StoreBatchInput, typeof StoredBatchDto>;
  readonly mediaTypes: readonly string[];
  /** An encoding that the reader unpacks itself: snappy. */
  readonly ownEncoding?: string;
  readonly read: (input: IngestRequest) => TelemetryReading;
  readonly answer: (outcome: Outcome, input: IngestRequest) => IngestAnswer;
  /** The answer to what failed, in the format's own way; problem+json when absent. */
  readonly failure?: (error: AppError, input: Pick<IngestRequest, "request">) => IngestAnswer | undefined;
}

const sha256 = (...parts: (string | Uint8Array)[]): Uint8Array<ArrayBuffer> => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

/** What says which batch this is: the sender's key, else what was sent and to which model. */
function batchKeyOf(request: Request, sent: Uint8Array): Uint8Array<ArrayBuffer> {
  const given = request.headers.get("idempotency-key");
  if (given !== null && given.length > 255) {
    throw new AppError("invalid_input", "The header Idempotency-Key holds at most 255 characters.");
  }
  const { pathname, search } = new URL(request.url);
  return given === null ? sha256("body\n", pathname, search, "\n", sent) : sha256("key\n", given);
}

/** The model that the address or the key names for records that name none. */
function defaultModel(request: Request, actor: Actor): string | null {
  const asked = new URL(request.url).searchParams.get("model");
  if (asked !== null && asked !== "") return asked;
  const models = actor.type === "apiKey" ? (actor.models ?? []) : [];
  return models.length === 1 ? (models[0] ?? null) : null;
}

async function subjectsOf(
  records: readonly RecordSubject[],
  call: { actor: Actor; requestId: string; request: Request },
): Promise<SubjectOf> {
  const { actor, requestId, request } = call;
  const fallback = defaultModel(request, actor);
  const version = new URL(request.url).searchParams.get("version");
  const nameOf = (record: RecordSubject) => ({
    model: record.model ?? fallback,
    version: record.version ?? version ?? null,
  });
  const names = new Map(records.map((record) => [JSON.stringify(nameOf(record)), nameOf(record)]));
  const list = [...names].slice(0, 1_000);
  const { subjects } = await runQuery(resolveSubjects, {
    actor,
    requestId,
    input: {
      names: list.map(([, name]) => ({
        model: name.model?.slice(0, 400) ?? null,
        version: name.version?.slice(0, 400) ?? null,
      })),
    },
  });
  const found = new Map(list.map(([key], index) => [key, subjects[index]]));
  const allowed =
    actor.type === "apiKey" && actor.models !== undefined && actor.models.length > 0 ? new Set(actor.models) : null;
  return (record) => {
    const name = nameOf(record);
    if (name.model === null) {
      return { code: "unknown_model", message: "No model is named: set modelkeep.model, or ?model= in the address." };
    }
    const subject = found.get(JSON.stringify(name));
    if (subject?.modelId == null)
      return { code: "unknown_model", message: `There is no model "${name.model.slice(0, 120)}".` };
    if (allowed !== null && !allowed.has(subject.modelId)) {
      return { code: "forbidden_model", message: `This key may not send telemetry for "${name.model.slice(0, 120)}".` };
    }
    return [subject.modelId, subject.versionId ?? NO_VERSION];
  };
}

function toResponse({ status, type, body, headers }: IngestAnswer): Response {
  const bytes = typeof body === "string" ? body : Buffer.from(body);
  const plain: Record<string, string> = { "cache-control": "no-store", ...headers };
  if (type !== "") plain["content-type"] = type;
  return new Response(status === 204 ? null : bytes, { status, headers: plain });
}

const pack = (answer: IngestAnswer): string =>
  JSON.stringify(
    typeof answer.body === "string"
      ? answer
      : { ...answer, body: Buffer.from(answer.body).toString("base64"), binary: true },
  );

function unpack(packed: string): IngestAnswer {
  const { binary, ...answer } = JSON.parse(packed) as IngestAnswer & { binary?: boolean };
  return binary === true && typeof answer.body === "string"
    ? { ...answer, body: Buffer.from(answer.body, "base64") }
    : answer;
}

function dataKey(): Buffer {
  const encoded = env().MODELKEEP_DATA_KEY;
  if (encoded === undefined) throw new Error("MODELKEEP_DATA_KEY is not set");
  return Buffer.from(encoded, "base64");
}

const unreadableCodes = {
  malformed: "invalid_input",
  too_large: "payload_too_large",
  unsupported: "unsupported_media_type",
} as const;

function decodedOf(reading: TelemetryReading): DecodedTelemetry {
  if (reading.ok) return reading.decoded;
  const { code, message, place } = reading.problem;
  throw new AppError(unreadableCodes[code], message, { errors: [{ path: place, message }] });
}

type Work = { format: IngestFormat; actor: Actor; requestId: string; request: Request; params: Record<string, string> };

async function take({ format, actor, requestId, request, params }: Work): Promise<Response> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  requireMediaType(request, format.mediaTypes);
  const { sent, bytes } = await readCompressed(request, format.ownEncoding);
  const input: IngestRequest = { request, bytes, mediaType: type, params };
  const reading = format.read(input);
  const decoded = decodedOf(reading);
  const records = [...decoded.events, ...decoded.measures, ...decoded.windows, ...decoded.scores];
  const [key, now] = [dataKey(), Date.now()];
  const orgId = "orgId" in actor && actor.orgId !== undefined ? actor.orgId : "";
  const stored = toStoredBatch(decoded, {
    subjectOf: await subjectsOf(records, { actor, requestId, request }),
    client: keyedHash(key, orgId, "client"),
    input: keyedHash(key, orgId, "input"),
    event: keyedHash(key, orgId, "event"),
    now,
  });
  const batchKey = batchKeyOf(request, sent);
  const outcome: Outcome = {
    accepted: stored.accepted,
    rejected: stored.rejected,
    ignored: decoded.ignored ?? 0,
    batchKey: Buffer.from(batchKey).toString("hex"),
  };
  const answer = format.answer(outcome, input);
  if (stored.accepted === 0) return toResponse(answer);
  const done = await runScratch(format.door, {
    actor,
    requestId,
    input: {
      source: format.source,
      batchKey,
      digest: sha256(sent),
      body: Buffer.from(JSON.stringify(stored.batch)),
      accepted: stored.accepted,
      rejected: stored.rejected.length,
      bytes: sent.length,
      status: answer.status,
      response: pack(answer),
    },
  });
  const response = toResponse(done.outcome === "repeated" ? unpack(done.response) : answer);
  if (done.outcome === "repeated") response.headers.set("idempotency-replayed", "true");
  return response;
}

const nothing: Omit<StoreBatchInput, "source"> = {
  batchKey: new Uint8Array(0),
  digest: new Uint8Array(0),
  body: new Uint8Array(0),
  accepted: 0,
  rejected: 0,
  bytes: 0,
  status: 200,
  response: "",
};

/**
 * A route that takes telemetry in: reads the format, resolves the models it names, hashes clients and inputs, stores the batch
 * in the inbox and only then answers, in the format's own way. Nothing is read of somebody who may not write telemetry.
 */
export function ingestRoute(format: IngestFormat): RouteHandler {
  return withActor(async (request, { actor, requestId }, params) => {
    try {
      if (!can(actor, format.door.permission)) {
        await runScratch(format.door, { actor, requestId, input: { source: format.source, ...nothing } });
      }
      return await take({ format, actor, requestId, request, params });
    } catch (error) {
      const known = error instanceof AppError ? error : undefined;
      const own = known === undefined ? undefined : format.failure?.(known, { request });
      if (own === undefined || known === undefined) throw error;
      const response = toResponse(own);
      const wait = known.extra["retryAfterSeconds"];
      if (typeof wait === "number") response.headers.set("retry-after", String(Math.max(1, Math.ceil(wait))));
      return response;
    }
  });
}
