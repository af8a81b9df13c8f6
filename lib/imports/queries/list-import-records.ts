import { groupBy } from "../../kernel/group-by.ts";
import { defineQuery } from "../../kernel/query.ts";
import { loadDraftFacts } from "../load-draft.ts";
import { ImportRecordsDto, ListImportRecordsInput, type SupplyPlanRecord } from "../schema.ts";

/** One page of the records of one's own preview. */
export const listImportRecords = defineQuery({
  name: "import.records",
  summary: "Read the records of a preview, page by page",
  permission: "import:write",
  http: "GET /imports/{id}/records",
  input: ListImportRecordsInput,
  output: ImportRecordsDto,
  async run({ db, input, ctx }) {
    const draft = await loadDraftFacts(db, ctx, input.id);
    const [row] = await db.$queryRaw<{ all: SupplyPlanRecord[] }[]>`
      select preview -> 'supply' as all from import_draft where id = ${draft.id}::uuid`;
    const all = row?.all ?? [];
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
