import { defineQuery } from "../../kernel/query.ts";
import { listOf } from "../entry-list.ts";
import { toPage } from "../entry-rows.ts";
import { EntityHistoryInput, EntryPage } from "../schema.ts";

/** History of one thing for everybody who may see the thing; domains wrap it with their own check. */
export const entityHistory = defineQuery({
  name: "audit.entity_history",
  summary: "Everything that ever happened to one thing, newest first",
  permission: "audit:history",
  input: EntityHistoryInput,
  output: EntryPage,
  async run({ db, input, ctx }) {
    return toPage(await listOf(db, ctx.orgId, { ...input, limit: input.limit + 1 }), input.limit);
  },
});
