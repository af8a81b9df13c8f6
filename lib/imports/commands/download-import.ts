import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { keptFileName } from "../rules.ts";
import { DownloadImportInput, ImportedFileDto, ImportFormatName } from "../schema.ts";

/** Lets somebody take out the file of an import, byte by byte as it came, and notes it. */
export const downloadImport = defineCommand({
  name: "import.download",
  summary: "Take out the file of an applied import; leaves an entry",
  permission: "model:export",
  http: "GET /imports/{id}/file",
  rawAnswer: ["application/octet-stream"],
  input: DownloadImportInput,
  output: ImportedFileDto,
  load: async ({ tx, input, ctx }) =>
    (await tx.importFile.findFirst({ where: { id: input.id, orgId: ctx.orgId } })) ?? notFound("imported file"),
  async run({ target }) {
    const { id, mediaType, digest, source } = target;
    if (source === null) {
      throw new AppError(
        "precondition_failed",
        "This file named a person who was erased. It was taken out; the records stay.",
      );
    }
    const fileName = keptFileName({ format: ImportFormatName.parse(target.format), name: target.name, digest });
    const facts = { importId: id, fileName, sizeBytes: Number(target.sizeBytes), digest };
    return {
      result: { fileName, mediaType, content: source },
      audit: [noted("import_download", id, facts)],
    };
  },
});
