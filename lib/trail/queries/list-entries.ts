import { defineQuery } from "../../kernel/query.ts";
import { selectEntries, toPage, type EntryFilter } from "../entry-rows.ts";
import { EntryPage, ListEntriesInput } from "../schema.ts";

const conditions = {
  actor: "e.actor_ref = ?",
  action: "e.action = ?",
  entityType: "e.entity_type = ?",
  entityId: "e.entity_id = ?",
  from: "e.created_at >= ?::timestamptz",
  to: "e.created_at < ?::timestamptz",
  cursor: "e.entry_id < ?::bigint",
} as const;

export const listEntries = defineQuery({
  name: "audit.entries",
  summary: "Entries of the audit trail, newest first",
  permission: "audit:read",
  http: "GET /audit/entries",
  input: ListEntriesInput,
  output: EntryPage,
  async run({ db, input, ctx }) {
    const filters = Object.entries(conditions).flatMap(([field, sql]): EntryFilter[] => {
      const value = input[field as keyof typeof conditions];
      return value === undefined || value === "" ? [] : [{ sql, value }];
    });
    return toPage(await selectEntries(db, ctx.orgId, { filters, limit: input.limit + 1 }), input.limit);
  },
});
