import { defineQuery } from "../../../kernel/query.ts";
import { peopleById } from "../../../people/queries/people-by-id.ts";
import { entityHistory } from "../../../trail/queries/entity-history.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { ThreatModelHistoryDto, ThreatModelHistoryInput } from "../schema.ts";

/** What happened to a threat model itself, newest first; its diagrams and threats have histories of their own. */
export const readThreatModelHistory = defineQuery({
  name: "threat_model.history",
  summary: "Read what happened to a threat model",
  permission: "audit:history",
  http: "GET /threat-models/{id}/history",
  input: ThreatModelHistoryInput,
  output: ThreatModelHistoryDto,
  async run({ db, input, ctx }) {
    const { cursor, limit } = input;
    const { id } = await loadThreatModel(db, ctx.orgId, input.id);
    const about = { entityType: "threat_model", entityId: id, cursor, limit };
    const page = await entityHistory.run({ db, ctx, input: about });
    const ids = page.items.flatMap(({ before, after }) => [before?.["ownerId"], after?.["ownerId"]]);
    const people = await peopleById(
      db,
      ctx.orgId,
      ids.filter((each) => typeof each === "string"),
    );
    return { ...page, people: Object.fromEntries([...people].map(([each, { name }]) => [each, name])) };
  },
});
