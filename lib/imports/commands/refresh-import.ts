import { defineScratch } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { loadDraft } from "../load-draft.ts";
import { firstRecords, toPreviewDto } from "../preview-dto.ts";
import { readPlan } from "../read-plan.ts";
import { ImportPreviewDto, RefreshImportInput, type ImportFormat } from "../schema.ts";

/** Compares a previewed file again with the records as they are now. */
export function refreshImport(formats: readonly ImportFormat[]) {
  return defineScratch({
    name: "import.refresh",
    summary: "Compare a previewed file again",
    permission: "import:write",
    reason: "A preview changes no record; it is a draft of its creator for a day.",
    http: "POST /imports/{id}/refresh",
    input: RefreshImportInput,
    output: ImportPreviewDto,
    async run({ tx, input, ctx }) {
      const draft = await loadDraft(tx, ctx, input.id);
      const format = formats.find(({ id }) => id === draft.format);
      if (format === undefined) throw new AppError("not_found", "This format cannot be imported any more.");
      const plan = await readPlan(format, {
        db: tx,
        ctx,
        source: draft.source,
        digest: draft.digest,
        options: draft.options,
      });
      const preview = toPreviewDto({ ...draft, sizeBytes: draft.source.byteLength }, plan);
      await tx.importDraft.update({ where: { id: draft.id }, data: { preview } });
      return firstRecords(preview);
    },
  });
}
