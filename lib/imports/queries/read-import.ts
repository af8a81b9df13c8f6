import { defineQuery } from "../../kernel/query.ts";
import { loadDraft } from "../load-draft.ts";
import { firstRecords, toRunDto } from "../preview-dto.ts";
import { ImportPreviewDto, ReadImportInput } from "../schema.ts";

/** One's own preview, to review it later. */
export const readImport = defineQuery({
  name: "import.read",
  summary: "Read a preview of an import",
  permission: "import:write",
  http: "GET /imports/{id}",
  input: ReadImportInput,
  output: ImportPreviewDto,
  async run({ db, input, ctx }) {
    const draft = await loadDraft(db, ctx, input.id);
    const preview = ImportPreviewDto.parse(draft.preview);
    const run = await db.importRun.findUnique({ where: { draftId: draft.id } });
    return {
      ...firstRecords(preview),
      run: run === null ? null : toRunDto(run, ctx.now()),
      appliedAt: draft.appliedAt?.toISOString() ?? null,
    };
  },
});
