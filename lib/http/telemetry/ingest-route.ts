import { createHash } from "node:crypto";
import { env } from "../../env.ts";
import type { DecodedTelemetry, TelemetryReading } from "../../interop/telemetry/record.ts";
import type { Actor } from "../../kernel/actor.ts";
import { can } from "../../kernel/can.ts";
import { AppError } from "../../kernel/errors.ts";
import { newId } from "../../kernel/ids.ts";
import { runQuery } from "../../kernel/query.ts";
import { runScratch } from "../../kernel/run-command.ts";
import { keyedHash } from "../../telemetry/door/keyed-hash.ts";
import { toStoredBatch, type StoredResult } from "../../telemetry/door/to-stored-batch.ts";
import type { KeptSample, StoreBatchInput } from "../../telemetry/ingest-schema.ts";
import { readSampling } from "../../telemetry/queries/read-sampling.ts";
import { Sampler } from "../../telemetry/samples/sampler.ts";
import { mediaType, requireMediaType } from "../body.ts";
import { withActor, type RouteHandler } from "../route.ts";
import { toResponse, type IngestAnswer, type IngestFormat, type IngestRequest, type Outcome } from "./ingest-format.ts";
import { readCompressed } from "./read-compressed.ts";
import { subjectsOf } from "./record-subjects.ts";
import { refuseTelemetry } from "./refuse-telemetry.ts";

const sha256 = (...parts: (string | Uint8Array)[]): Uint8Array<ArrayBuffer> => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

/** What says which batch this is: the sender's key, else what was sent, as what, and to which model. */
function batchKeyOf({ request, params }: IngestRequest, sent: Uint8Array): Uint8Array<ArrayBuffer> {
  const given = request.headers.get("idempotency-key");
  if (given !== null && given.length > 255) {
    throw new AppError("invalid_input", "The header Idempotency-Key holds at most 255 characters.");
  }
  if (given !== null) return sha256("key\n", given);
  const { token: _, ...place } = params;
  return sha256("body\n", JSON.stringify(place), new URL(request.url).search, "\n", sent);
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

/** What was read; throws what could not be, as an error that a sender may see. */
export function decodedOf<Decoded>(reading: TelemetryReading<Decoded>): Decoded {
  if (reading.ok) return reading.decoded;
  const { code, message, place } = reading.problem;
  throw new AppError(unreadableCodes[code], message, { errors: [{ path: place, message }] });
}

type Storable = StoredResult & { readonly samples: readonly KeptSample[] };

async function storable(
  decoded: DecodedTelemetry,
  { actor, requestId, request }: IngestRequest,
  batchKey: Uint8Array,
): Promise<Storable> {
  const records = [...decoded.events, ...decoded.measures, ...decoded.windows, ...decoded.scores];
  const key = dataKey();
  const orgId = "orgId" in actor && actor.orgId !== undefined ? actor.orgId : "";
  const client = keyedHash(key, orgId, "client");
  const now = Date.now();
  const [subjectOf, { sampling }] = await Promise.all([
    subjectsOf(records, { actor, requestId, request }),
    decoded.events.length === 0 ? { sampling: null } : runQuery(readSampling, { actor, requestId, input: {} }),
  ]);
  const rank = keyedHash(key, orgId, "sample");
  const name = Buffer.from(batchKey).toString("hex");
  const sampler = sampling === null ? null : new Sampler({ orgId, ...sampling, now, batchKey: name, rank, client });
  const stored = toStoredBatch(decoded, {
    subjectOf,
    client,
    input: keyedHash(key, orgId, "input"),
    event: keyedHash(key, orgId, "event"),
    now,
    ...(sampler === null ? {} : { sample: (...event) => sampler.offer(...event) }),
  });
  return { ...stored, samples: sampler?.taken() ?? [] };
}

type Work = { actor: Actor; requestId: string; request: Request; params: Record<string, string> };

async function take<Decoded extends DecodedTelemetry>(format: IngestFormat<Decoded>, work: Work): Promise<Response> {
  const { actor, requestId, request } = work;
  requireMediaType(request, format.mediaTypes);
  const { sent, bytes } = await readCompressed(request, format.ownEncoding);
  const input: IngestRequest = { ...work, bytes, mediaType: mediaType(request) };
  const decoded = decodedOf(await format.read(input));
  const batchKey = batchKeyOf(input, sent);
  const stored = await storable(decoded, input, batchKey);
  const batchId = newId();
  const outcome: Outcome = {
    accepted: stored.accepted,
    rejected: stored.rejected,
    ignored: decoded.ignored ?? 0,
    batchId: stored.accepted === 0 ? null : batchId,
  };
  const answer = format.answer(outcome, input, decoded);
  if (stored.accepted === 0) return toResponse(answer);
  const done = await runScratch(format.door, {
    actor,
    requestId,
    input: {
      source: format.source,
      batchId,
      batchKey,
      digest: sha256(sent),
      body: Buffer.from(stored.text),
      accepted: stored.accepted,
      rejected: stored.rejected.length,
      bytes: sent.length,
      status: answer.status,
      samples: [...stored.samples],
      response: pack(answer),
    },
  });
  if (done.outcome === "stored") return toResponse(answer);
  const first = unpack(done.response);
  const response = toResponse(format.repeated?.(first) ?? first);
  response.headers.set("idempotency-replayed", "true");
  return response;
}

const nothing: Omit<StoreBatchInput, "source"> = {
  batchId: "",
  samples: [],
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
export function ingestRoute<Decoded extends DecodedTelemetry>(
  format: IngestFormat<Decoded>,
  options: Pick<Exclude<Parameters<typeof withActor>[1], undefined>, "actorOf"> = {},
): RouteHandler {
  return withActor(
    async (request, { actor, requestId }, params) => {
      if (!can(actor, format.door.permission)) {
        await runScratch(format.door, { actor, requestId, input: { source: format.source, ...nothing } });
      }
      return take(format, { actor, requestId, request, params });
    },
    { ...options, refuse: refuseTelemetry(format.failure) },
  );
}
