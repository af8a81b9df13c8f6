import { defineQuery } from "../../kernel/query.ts";
import { loadModel } from "../load-model.ts";
import { toModelDto } from "../model-dto.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { ModelDto, ReadModelInput } from "../schema.ts";

/** One model by its id or its slug, with what the reader may do with it. */
export const readModel = defineQuery({
  name: "model.read",
  summary: "Read a model by id or slug",
  permission: "model:read",
  http: "GET /models/{id}",
  input: ReadModelInput,
  output: ModelDto,
  async run({ db, input, ctx }) {
    const row = await loadModel(db, ctx.orgId, input.id);
    return toModelDto(row, await peopleById(db, ctx.orgId, [row.ownerId, row.createdBy]), ctx.actor);
  },
});
