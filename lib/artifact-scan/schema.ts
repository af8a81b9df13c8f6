import { z } from "../zod.ts";
import { artifactFormats, type ArtifactFormat } from "./detect-format.ts";
import { findingKinds, type FindingCode } from "./finding.ts";
import { SCANNER } from "./scan-artifact.ts";

const Where = z.strictObject({
  offset: z.int().min(0).nullable().describe("Byte from the beginning of the file, or of the entry"),
  entry: z.string().max(200).nullable().describe("File within an archive"),
});

const Digest = z.string().regex(/^[0-9a-f]{64}$/, "A SHA-256 digest has 64 hexadecimal digits.");

/** What the scanner says about one file, as it is recorded. */
export const ScanReport = z.strictObject({
  scanner: z.literal(SCANNER),
  scannerVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
  fileName: z.string().min(1).max(500),
  format: z.enum(Object.keys(artifactFormats) as [ArtifactFormat, ...ArtifactFormat[]]),
  sizeBytes: z.int().min(0),
  digest: Digest.describe("SHA-256 of the file's bytes, in hexadecimal"),
  findings: z
    .array(
      z.strictObject({
        severity: z.enum(["blocking", "warning", "info"]),
        code: z.enum(Object.keys(findingKinds) as [FindingCode, ...FindingCode[]]),
        message: z.string().max(400),
        where: Where,
      }),
    )
    .max(1_000),
  imports: z
    .array(
      z.strictObject({
        module: z.string().max(120),
        name: z.string().max(120),
        verdict: z.enum(["allowed", "unknown", "dangerous"]),
        called: z.boolean(),
        count: z.int().min(1),
        where: Where,
      }),
    )
    .max(1_000),
  details: z.array(z.strictObject({ label: z.string().max(80), value: z.string().max(300) })).max(100),
});
export type ScanReport = z.output<typeof ScanReport>;
