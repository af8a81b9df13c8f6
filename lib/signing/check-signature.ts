import { createHash } from "node:crypto";
import { fileChecks } from "../evidence/check-rules.ts";
import type { SignedBundle } from "../interop/model-signing/parse-bundle.ts";
import { signatureFindings } from "../interop/model-signing/signature-rules.ts";
import { verifyManifest, type FileDigest, type SignatureFinding } from "../interop/model-signing/verify-manifest.ts";
import { verifySignature, type TrustAnchor } from "../interop/model-signing/verify-signature.ts";
import { nodeSignatureCrypto } from "./node-crypto.ts";
import type { Recorded } from "./rules.ts";
import type { SignatureResult } from "./schema.ts";

const MAX_FINDINGS = 500;

type Question = {
  bundle: SignedBundle;
  anchors: readonly TrustAnchor[];
  /** The version's files as recorded; empty without a version. */
  recorded: readonly Recorded[];
  /** The files at hand; the recorded ones where nothing is said. */
  files: readonly FileDigest[] | undefined;
  at: Date;
};

const sha256 = (bytes: Uint8Array): Uint8Array => createHash("sha256").update(bytes).digest();

function recordedFiles(recorded: readonly Recorded[]): FileDigest[] {
  return recorded.flatMap(({ name, digest }) => (digest === null ? [] : [{ path: name, digest }]));
}

/** Recorded digests that the signature says nothing about. */
function notSigned({ bundle, recorded }: Question): SignatureFinding[] {
  const signed = new Set(bundle.manifest.resources.map(({ digest }) => digest));
  return recordedFiles(recorded)
    .filter(({ digest }) => !signed.has(digest))
    .map(({ path }) => ({
      code: "recorded_not_signed",
      message: `The recorded file ${path} is not among the signed ones.`,
      path,
    }));
}

function titleOf(verified: boolean, trusted: TrustAnchor | null, findings: readonly SignatureFinding[]): string {
  const { passed, failed } = fileChecks.signature;
  if (verified) return `${passed}: ${trusted?.name ?? ""}`.slice(0, 200);
  const first = findings.find(({ code }) => signatureFindings[code].fails);
  return `${failed}: ${first?.message ?? ""}`.slice(0, 200).trimEnd().replace(/\.$/, "");
}

/** Verifies who signed and what was signed. It counts as verified only when no finding fails it. */
export function checkSignature(question: Question): Omit<SignatureResult, "evidenceId"> {
  const { bundle, anchors, recorded, at } = question;
  const files = question.files ?? recordedFiles(recorded);
  const signer = verifySignature(bundle, anchors, nodeSignatureCrypto(at));
  const all = [...signer.findings, ...verifyManifest(bundle.manifest, files, sha256), ...notSigned(question)];
  const failing = all.some(({ code }) => signatureFindings[code].fails);
  const verified = signer.anchor !== null && !failing;
  return {
    outcome: verified ? "verified" : "not_verified",
    title: titleOf(verified, signer.anchor, all),
    method: signer.method,
    trusted: signer.anchor === null ? null : { id: signer.anchor.id, name: signer.anchor.name },
    identity: signer.identity,
    logIndex: signer.logIndex,
    modelName: bundle.manifest.modelName.slice(0, 500),
    signedFiles: bundle.manifest.resources.length,
    comparedFiles: files.length,
    findings: all.slice(0, MAX_FINDINGS).map((each) => ({ ...each, fails: signatureFindings[each.code].fails })),
  };
}
