import { ScanReport } from "../artifact-scan/schema.ts";
import { signatureFindings, type SignatureFindingCode } from "../interop/model-signing/signature-rules.ts";
import { line } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";

const Digest = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, "A SHA-256 digest has 64 hexadecimal digits.")
  .describe("SHA-256 of the file's bytes, in hexadecimal");

const VersionId = z.uuid().describe("Id of the model version that the outcome is put on file for");

export const NoInput = z.strictObject({});

export const TrustKeyDto = z.strictObject({
  id: z.uuid(),
  version: z.int(),
  name: z.string(),
  kind: z.enum(["key", "root"]).describe("A public key, or a root certificate"),
  pem: z.string(),
  fingerprint: z.string().describe("SHA-256 of its DER bytes, in hexadecimal"),
  algorithm: z.string().describe("Such as ECDSA P-256"),
  state: z.enum(["active", "retired"]),
  createdAt: z.iso.datetime(),
});
export type TrustKeyDto = z.output<typeof TrustKeyDto>;

export const TrustKeyList = z.strictObject({
  items: z.array(TrustKeyDto),
  abilities: z.strictObject({ manage: z.boolean() }),
});

export const AddTrustKeyInput = z.strictObject({
  name: line(120).min(1, "Say whose key it is.").describe("Whose key it is"),
  kind: z.enum(["key", "root"]).describe("A public key, or a root certificate"),
  pem: z
    .string()
    .trim()
    .min(1, "Paste the key or certificate.")
    .max(20_000, "This is longer than a key or certificate.")
    .describe("The public key or certificate in PEM"),
});

export const RetireTrustKeyInput = z.strictObject({
  id: z.uuid(),
  expectedVersion: z.int().min(1).optional(),
});

export const VerifySignatureInput = z.strictObject({
  bundle: z
    .string()
    .min(2, "Choose the signature file.")
    .max(600_000, "This is longer than a signature file.")
    .describe("The text of the .sig file"),
  files: z
    .array(z.strictObject({ path: z.string().min(1).max(1_000), digest: Digest }))
    .max(3_000, "At most 3,000 files fit here.")
    .optional()
    .describe("Every file of the model, by its path below the model's folder; left out: the version's recorded files"),
  keyId: z.uuid().optional().describe("Trust only this key or root certificate instead of all"),
  versionId: VersionId.optional(),
});

const Outcome = z.enum(["verified", "not_verified"]);

export const SignatureResultDto = z.strictObject({
  outcome: Outcome,
  title: z.string().describe("The outcome in one line"),
  method: z.enum(["key", "certificate", "keyless"]),
  trusted: z.strictObject({ id: z.uuid(), name: z.string() }).nullable().describe("The trusted key that it leads to"),
  identity: z.string().nullable().describe("Who the certificate says signed"),
  logIndex: z.string().nullable().describe("Index in the public log, where the signature names one"),
  modelName: z.string().describe("As the signer called the model"),
  signedFiles: z.int().min(0),
  comparedFiles: z.int().min(0),
  findings: z.array(
    z.strictObject({
      code: z.enum(Object.keys(signatureFindings) as [SignatureFindingCode, ...SignatureFindingCode[]]),
      fails: z.boolean(),
      message: z.string(),
      path: z.string().nullable(),
    }),
  ),
  evidenceId: z.uuid().nullable().describe("Where the outcome was put on file"),
});
export type SignatureResult = z.output<typeof SignatureResultDto>;

export const RecordScanInput = z.strictObject({
  versionId: VersionId,
  reports: z
    .array(ScanReport)
    .min(1, "Check at least one file.")
    .max(200, "At most 200 files fit here.")
    .describe("What the scanner says about each file"),
});

export const RecordedScanDto = z.strictObject({
  outcome: z.enum(["passed", "found"]),
  title: z.string().describe("The outcome in one line"),
  evidenceId: z.uuid(),
});

export const FindByDigestInput = z.strictObject({ digest: Digest });

export const DigestMatches = z.strictObject({
  items: z.array(
    z.strictObject({
      type: z.string().describe("Kind of thing, as in the trail"),
      id: z.uuid(),
      name: z.string().describe("Of the model or asset"),
      detail: z.string().describe("Version and file, where there are such"),
      href: z.string().describe("Address of its page"),
      state: z.string(),
      sizeBytes: z.int().nullable(),
    }),
  ),
});
export type DigestMatch = z.output<typeof DigestMatches>["items"][number];
