import { defineQuery } from "../../kernel/query.ts";
import { listOf } from "../entry-list.ts";
import { toPage } from "../entry-rows.ts";
import { EntryPage, ListEntriesInput } from "../schema.ts";

export const listEntries = defineQuery({
  name: "audit.entries",
  summary: "Entries of the audit trail, newest first",
  permission: "audit:read",
  http: "GET /audit/entries",
  input: ListEntriesInput,
  output: EntryPage,
  async run({ db, input, ctx }) {
    return toPage(await listOf(db, ctx.orgId, { ...input, limit: input.limit + 1 }), input.limit);
  },
});
