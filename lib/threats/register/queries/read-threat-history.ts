import { defineQuery } from "../../../kernel/query.ts";
import { peopleById } from "../../../people/queries/people-by-id.ts";
import { entityHistory } from "../../../trail/queries/entity-history.ts";
import { loadThreat } from "../load-threat.ts";
import { ThreatHistoryDto, ThreatHistoryInput } from "../schema.ts";

const PERSON_FIELDS = ["ownerId", "acceptRequestedBy", "acceptedBy", "createdBy"];

/** What happened to one threat, newest first, as the trail has it; with the names of the people it speaks of. */
export const readThreatHistory = defineQuery({
  name: "threat.history",
  summary: "Read what happened to a threat",
  permission: "audit:history",
  http: "GET /threats/{id}/history",
  input: ThreatHistoryInput,
  output: ThreatHistoryDto,
  async run({ db, input, ctx }) {
    const threat = await loadThreat(db, ctx.orgId, input.id);
    const { cursor, limit } = input;
    const page = await entityHistory.run({
      db,
      ctx,
      input: { entityType: "threat", entityId: threat.id, cursor, limit },
    });
    const ids = page.items.flatMap(({ before, after }) =>
      PERSON_FIELDS.flatMap((field) => [before?.[field], after?.[field]]),
    );
    const people = await peopleById(
      db,
      ctx.orgId,
      ids.filter((id) => typeof id === "string"),
    );
    return { ...page, people: Object.fromEntries([...people].map(([id, { name }]) => [id, name])) };
  },
});
