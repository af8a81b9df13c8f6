import { groupBy } from "../../kernel/group-by.ts";
import { defineQuery } from "../../kernel/query.ts";
import { loadDraft } from "../load-draft.ts";
import { ImportPreviewDto, ImportRecordsDto, ListImportRecordsInput, type SupplyPlanRecord } from "../schema.ts";

/** One page of the records of one's own preview. */
export const listImportRecords = defineQuery({
  name: "import.records",
  summary: "Read the records of a preview, page by page",
  permission: "import:write",
  http: "GET /imports/{id}/records",
  input: ListImportRecordsInput,
  output: ImportRecordsDto,
  async run({ db, input, ctx }) {
    const draft = await loadDraft(db, ctx, input.id);
    const all = ImportPreviewDto.parse(draft.preview).supply;
    const words = (input.q ?? "").toLowerCase();
    const fits = (record: SupplyPlanRecord): boolean =>
      (input.kind === undefined || record.kind === input.kind) &&
      (input.action === undefined ||
        (input.action === "blocked" ? record.blocked !== null : record.action === input.action)) &&
      `${record.name} ${record.detail} ${record.path} ${record.key}`.toLowerCase().includes(words);
    const found = all.filter(fits);
    const kinds = [...groupBy(all, ({ kind }) => kind).values()];
    return {
      items: found.slice(input.offset, input.offset + input.limit),
      total: found.length,
      kinds: kinds.flatMap((of) => (of[0] === undefined ? [] : [{ kind: of[0].kind, count: of.length }])),
    };
  },
});
