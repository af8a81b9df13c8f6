import { notFound } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { selectEntries } from "../entry-rows.ts";
import { ReadEntryInput, TrailEntryDto } from "../schema.ts";

export const readEntry = defineQuery({
  name: "audit.entry",
  summary: "One entry of the audit trail",
  permission: "audit:read",
  http: "GET /audit/entries/{id}",
  input: ReadEntryInput,
  output: TrailEntryDto,
  async run({ db, input, ctx }) {
    const [entry] = await selectEntries(db, ctx.orgId, {
      filters: [{ sql: "e.uuid = ?::uuid", value: input.id }],
      limit: 1,
    });
    return entry ?? notFound("entry");
  },
});
