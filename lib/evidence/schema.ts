import { z } from "../zod.ts";

const Moment = z.iso.datetime();

export const MAX_EVIDENCE_BYTES = 50_000_000;

const Title = z.string().trim().min(1, "Say what this shows.").max(200).describe("What it shows");
const Digest = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, "A SHA-256 digest has 64 hexadecimal digits.")
  .describe("SHA-256 of the bytes, in hexadecimal");
const About = {
  entityType: z.string().min(1).max(60).describe("Kind of thing it is about, as in the trail"),
  entityId: z.string().min(1).max(200),
};

/** Addresses that a browser may open from a link: nothing that runs in our pages. */
const WebAddress = z
  .url({ protocol: /^https?$/, error: "Write an address that begins with https:// or http://." })
  .max(2000);

export const EvidenceDto = z.strictObject({
  id: z.uuid(),
  entityType: z.string(),
  entityId: z.string(),
  kind: z.enum(["file", "link"]),
  title: z.string(),
  fileName: z.string().nullable(),
  mediaType: z.string().nullable(),
  sizeBytes: z.int().nullable(),
  digest: z.string().describe("SHA-256 of the bytes, in hexadecimal; empty for a link without one"),
  url: z.string().nullable(),
  createdBy: z.string().nullable().describe("Name of who added it"),
  version: z.int(),
  createdAt: Moment,
  withdrawnAt: Moment.nullable(),
  abilities: z.strictObject({ download: z.boolean(), withdraw: z.boolean() }),
});

export const AddLinkInput = z.strictObject({
  ...About,
  title: Title,
  url: WebAddress.describe("Where it is"),
  digest: Digest.optional().describe("SHA-256 of what is there, so that a change can be noticed"),
});

export const FileFacts = z.strictObject({
  ...About,
  title: Title,
  fileName: z.string().trim().min(1, "Name the file.").max(255).describe("As people will save it"),
  mediaType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/, "A media type looks like application/pdf.")
    .max(200)
    .default("application/octet-stream"),
});
export const AddFileInput = FileFacts.extend({
  digest: Digest,
  sizeBytes: z.int().min(1, "The file is empty.").max(MAX_EVIDENCE_BYTES),
}).strict();

export const EvidenceIdInput = z.strictObject({ id: z.uuid() });
export const WithdrawInput = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(1, "Say why it no longer counts.").max(1000),
  expectedVersion: z.int().min(1).optional(),
});
export const DownloadDto = z.strictObject({
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  digest: z.string(),
});
export const ListEvidenceInput = z.strictObject({
  ...About,
  withdrawn: z.enum(["hide", "show"]).default("hide"),
});
export const EvidenceList = z.strictObject({
  items: z.array(EvidenceDto),
  abilities: z.strictObject({ add: z.boolean() }),
});
export const KnownDigestsInput = z.strictObject({ digests: z.array(z.string()).max(1000) });
export const KnownDigests = z.strictObject({ known: z.array(z.string()), at: Moment });

export type EvidenceItem = z.output<typeof EvidenceDto>;
