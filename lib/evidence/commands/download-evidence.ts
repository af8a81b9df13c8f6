import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { DownloadDto, EvidenceIdInput } from "../schema.ts";
import { isStored } from "../store.ts";

/** Lets somebody take a file out, and notes it. */
export const downloadEvidence = defineCommand({
  name: "evidence.download",
  summary: "Take a file of evidence out; leaves an entry",
  permission: "evidence:read",
  input: EvidenceIdInput,
  output: DownloadDto,
  load: async ({ tx, input, ctx }) =>
    (await tx.evidence.findFirst({ where: { id: input.id, orgId: ctx.orgId, kind: "file" } })) ?? notFound("file"),
  async run({ target }) {
    if (!(await isStored(target.digest))) {
      throw new AppError(
        "unavailable",
        "The file is not in this installation's storage. Ask an operator to restore it.",
      );
    }
    const facts = {
      fileName: target.fileName ?? "evidence",
      mediaType: target.mediaType ?? "application/octet-stream",
      sizeBytes: Number(target.sizeBytes ?? 0n),
      digest: target.digest,
    };
    return { result: facts, audit: [noted("evidence_download", target.id, { evidenceId: target.id, ...facts })] };
  },
});
