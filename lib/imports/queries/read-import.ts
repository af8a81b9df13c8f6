import { defineQuery } from "../../kernel/query.ts";
import { loadDraft } from "../load-draft.ts";
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
    return { ...preview, appliedAt: draft.appliedAt?.toISOString() ?? null };
  },
});
