import type { Tx } from "../../db/types.ts";
import type { CommandContext } from "../../kernel/context.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { attachReport } from "../../evidence/attach-report.ts";
import { fileChecks } from "../../evidence/check-rules.ts";
import { parseBundle, UnreadableBundleError, type SignedBundle } from "../../interop/model-signing/parse-bundle.ts";
import type { TrustAnchor } from "../../interop/model-signing/verify-signature.ts";
import { recordedArtifactsOf } from "../../inventory/queries/recorded-artifacts.ts";
import type { z } from "../../zod.ts";
import { checkSignature } from "../check-signature.ts";
import { SignatureResultDto, VerifySignatureInput, type SignatureResult } from "../schema.ts";

type Input = z.output<typeof VerifySignatureInput>;

function readBundle(text: string): SignedBundle {
  try {
    return parseBundle(text);
  } catch (error) {
    if (error instanceof UnreadableBundleError) {
      throw new AppError("unprocessable", `This is no signature of a model. ${error.message}`);
    }
    throw error;
  }
}

async function trustedKeys(tx: Tx, orgId: string, keyId: string | undefined): Promise<TrustAnchor[]> {
  const rows = await tx.trustKey.findMany({
    where: { orgId, state: "active", ...(keyId === undefined ? {} : { id: keyId }) },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  if (keyId !== undefined && rows.length === 0) notFound("trusted key");
  return rows.map(({ id, name, kind, pem }) => ({ id, name, kind: kind === "root" ? "root" : "key", pem }));
}

type Outcome = Omit<SignatureResult, "evidenceId">;

/** On file for the version, or, without one, noted in the trail only. */
async function record(tx: Tx, ctx: CommandContext, input: Input, result: Outcome): Promise<[string | null, AuditItem]> {
  const { title, outcome, method, identity, logIndex, modelName } = result;
  if (input.versionId === undefined) {
    const trusted = result.trusted?.name ?? null;
    const findings = result.findings.slice(0, 50).map(({ message }) => message);
    const facts = { title, outcome, method, identity, logIndex, modelName, trusted, findings };
    return [null, noted("signature_check", ctx.newId(), facts)];
  }
  const { row, item } = await attachReport(tx, ctx, {
    entityType: "model_version",
    entityId: input.versionId,
    title,
    fileName: "signature-check.json",
    mediaType: fileChecks.signature.mediaType,
    content: {
      kind: "modelkeep-signature-check",
      checkedAt: ctx.now().toISOString(),
      result,
      files: input.files ?? null,
      bundle: input.bundle,
    },
  });
  return [row.id, item];
}

/**
 * Verifies a signature over a model (OpenSSF Model Signing) with the trusted keys, and its list against the digests of the
 * files. Nothing but the signature and the digests is sent. Throws unprocessable when the file is no such signature.
 */
export const verifyArtifactSignature = defineCommand({
  name: "artifact.verify_signature",
  summary: "Verify a signature over a model (OpenSSF Model Signing) with the trusted keys and the digests of its files",
  permission: "evidence:write",
  input: VerifySignatureInput,
  output: SignatureResultDto,
  http: "POST /artifacts/verify-signature",
  load: async ({ tx, input, ctx }) =>
    input.versionId === undefined ? [] : recordedArtifactsOf(tx, ctx.orgId, input.versionId),
  async run({ tx, input, target, ctx }) {
    const bundle = readBundle(input.bundle);
    const anchors = await trustedKeys(tx, ctx.orgId, input.keyId);
    const result = checkSignature({ bundle, anchors, recorded: target, files: input.files, at: ctx.now() });
    const [evidenceId, item] = await record(tx, ctx, input, result);
    return { result: { ...result, evidenceId }, audit: [item] };
  },
});
