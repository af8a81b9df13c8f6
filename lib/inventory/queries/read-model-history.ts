import { defineQuery } from "../../kernel/query.ts";
import { entityHistory } from "../../trail/queries/entity-history.ts";
import { loadModel } from "../load-model.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { ModelHistoryDto, ModelHistoryInput } from "../schema.ts";

/** What happened to one model, newest first, as the trail has it; with the names of the owners it speaks of. */
export const readModelHistory = defineQuery({
  name: "model.history",
  summary: "Read what happened to a model",
  permission: "audit:history",
  http: "GET /models/{id}/history",
  input: ModelHistoryInput,
  output: ModelHistoryDto,
  async run({ db, input, ctx }) {
    const { id, cursor, limit } = input;
    const model = await loadModel(db, ctx.orgId, id);
    const page = await entityHistory.run({
      db,
      ctx,
      input: { entityType: "model", entityId: model.id, cursor, limit },
    });
    const owners = page.items.flatMap(({ before, after }) => [before?.["ownerId"], after?.["ownerId"]]);
    const people = await peopleById(
      db,
      ctx.orgId,
      owners.filter((owner) => typeof owner === "string"),
    );
    return { ...page, people: Object.fromEntries([...people].map(([owner, { name }]) => [owner, name])) };
  },
});
