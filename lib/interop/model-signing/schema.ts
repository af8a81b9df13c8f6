import { z } from "../../zod.ts";

const Base64 = z.base64();
const Certificate = z.object({ rawBytes: Base64.min(1) });

/** The parts of a Sigstore bundle that carry a signature over a model; whatever else stands there is left alone. */
export const SigstoreBundle = z.object({
  mediaType: z.string().startsWith("application/vnd.dev.sigstore.bundle"),
  verificationMaterial: z.object({
    publicKey: z.object({ hint: z.string().max(500).optional(), rawBytes: Base64.optional() }).optional(),
    certificate: Certificate.optional(),
    x509CertificateChain: z.object({ certificates: z.array(Certificate).min(1).max(10) }).optional(),
    tlogEntries: z
      .array(z.object({ logIndex: z.union([z.string().regex(/^\d{1,20}$/), z.int().min(0)]).optional() }))
      .max(20)
      .nullish(),
  }),
  dsseEnvelope: z.object({
    payload: Base64.min(1),
    payloadType: z.literal("application/vnd.in-toto+json"),
    signatures: z.array(z.object({ sig: Base64.min(1) })).length(1, "Exactly one signature is expected."),
  }),
});

const Hexadecimal = z.string().regex(/^[0-9a-f]+$/);
const Path = z.string().min(1).max(4_096);

/** What the statement of OpenSSF Model Signing 1.0 says. */
export const StatementOne = z.object({
  _type: z.literal("https://in-toto.io/Statement/v1"),
  predicateType: z.literal("https://model_signing/signature/v1.0"),
  subject: z.array(z.object({ name: z.string(), digest: z.record(z.string(), Hexadecimal) })).length(1),
  predicate: z.object({
    resources: z.array(z.object({ name: Path, digest: Hexadecimal, algorithm: z.string() })),
    serialization: z.object({
      method: z.enum(["files", "shards"]),
      hash_type: z.string(),
      shard_size: z.int().min(1).optional(),
      allow_symlinks: z.boolean(),
      ignore_paths: z.array(Path).optional(),
    }),
  }),
});

/** The older statement: one subject a file, no root. */
export const StatementOld = z.object({
  _type: z.literal("https://in-toto.io/Statement/v1"),
  predicateType: z.literal("https://model_signing/Digests/v0.1"),
  subject: z.array(
    z.object({
      name: Path,
      digest: z.object({ sha256: Hexadecimal }),
      annotations: z.object({ actual_hash_algorithm: z.string().optional() }).nullish(),
    }),
  ),
});
