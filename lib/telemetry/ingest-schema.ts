import { z } from "../zod.ts";

/** A raw event that is kept, sealed. */
const KeptSample = z.strictObject({
  modelId: z.string(),
  versionId: z.string(),
  hour: z.int().describe("Begin of its hour, milliseconds"),
  at: z.int(),
  rank: z.instanceof(Uint8Array).describe("Keyed hash: of an hour the lowest stay"),
  sealed: z.instanceof(Uint8Array),
});
export type KeptSample = z.input<typeof KeptSample>;

/** What a door hands on after it has read, resolved and hashed a batch. */
export const StoreBatchInput = z.strictObject({
  source: z.string().min(1).max(40).describe("The format it came in"),
  batchId: z.uuid().describe("Its id, when it is new"),
  batchKey: z.instanceof(Uint8Array).describe("SHA-256 of the Idempotency-Key, or of the body"),
  digest: z.instanceof(Uint8Array).describe("SHA-256 of the body as it was sent"),
  body: z.instanceof(Uint8Array).describe("The batch as the inbox keeps it"),
  accepted: z.int().min(0),
  rejected: z.int().min(0),
  bytes: z.int().min(0).describe("Length of the body as it was sent"),
  status: z.int(),
  samples: z.array(KeptSample).describe("Raw events to keep, when the organization keeps some"),
  response: z.string().describe("What is answered, now and when the batch is sent again"),
});
export type StoreBatchInput = z.input<typeof StoreBatchInput>;

export const StoredBatchDto = z.strictObject({
  outcome: z.enum(["stored", "repeated"]),
  status: z.int(),
  response: z.string(),
});

export const ResolveSubjectsInput = z.strictObject({
  names: z
    .array(z.strictObject({ model: z.string().max(400).nullable(), version: z.string().max(400).nullable() }))
    .max(1_000),
});

export const ResolvedSubjectsDto = z.strictObject({
  subjects: z.array(
    z.strictObject({
      modelId: z.uuid().nullable(),
      versionId: z.uuid().nullable().describe("Null when the model has no version of this label"),
    }),
  ),
});
