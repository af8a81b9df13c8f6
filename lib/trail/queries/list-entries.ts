import { defineQuery } from "../../kernel/query.ts";
import { entryFilters } from "../entry-filters.ts";
import { selectEntries, toPage } from "../entry-rows.ts";
import { EntryPage, ListEntriesInput } from "../schema.ts";

export const listEntries = defineQuery({
  name: "audit.entries",
  summary: "Entries of the audit trail, newest first",
  permission: "audit:read",
  http: "GET /audit/entries",
  input: ListEntriesInput,
  output: EntryPage,
  async run({ db, input, ctx }) {
    const filters = entryFilters(input);
    return toPage(await selectEntries(db, ctx.orgId, { filters, limit: input.limit + 1 }), input.limit);
  },
});
