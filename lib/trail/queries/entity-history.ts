import { defineQuery } from "../../kernel/query.ts";
import { selectEntries, toPage } from "../entry-rows.ts";
import { EntityHistoryInput, EntryPage } from "../schema.ts";

/** History of one thing for everybody who may see the thing; domains wrap it with their own check. */
export const entityHistory = defineQuery({
  name: "audit.entity_history",
  summary: "Everything that ever happened to one thing, newest first",
  permission: "audit:history",
  input: EntityHistoryInput,
  output: EntryPage,
  async run({ db, input, ctx }) {
    const filters = [
      { sql: "e.entity_type = ?", value: input.entityType },
      { sql: "e.entity_id = ?", value: input.entityId },
      ...(input.cursor === undefined ? [] : [{ sql: "e.entry_id < ?::bigint", value: input.cursor }]),
    ];
    return toPage(await selectEntries(db, ctx.orgId, { filters, limit: input.limit + 1 }), input.limit);
  },
});
