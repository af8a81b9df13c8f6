import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { loadDraftFacts } from "../load-draft.ts";
import { toRunDto } from "../preview-dto.ts";
import { recordsAPage } from "../rules.ts";
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
    const draft = await loadDraftFacts(db, ctx, input.id);
    // Asked every second while an import runs: a long file's records are cut off before they leave the database.
    const [row] = await db.$queryRaw<{ preview: ImportPreviewDto }[]>`
      select preview - 'supply' || jsonb_build_object('supply', coalesce(
        (select jsonb_agg(preview -> 'supply' -> n order by n)
         from generate_series(0, least(${recordsAPage}::int, jsonb_array_length(preview -> 'supply')) - 1) n), '[]')) as preview
      from import_draft where id = ${draft.id}::uuid`;
    if (row === undefined) return notFound("import");
    const run = await db.importRun.findUnique({ where: { draftId: draft.id } });
    return {
      ...row.preview,
      run: run === null ? null : toRunDto(run, ctx.now()),
      appliedAt: draft.appliedAt?.toISOString() ?? null,
    };
  },
});
