import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { modelAggregate } from "../aggregate.ts";
import { loadModel, requireMayChange } from "../load-model.ts";
import { toModelDto } from "../model-dto.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { RestoreModelInput, ModelDto } from "../schema.ts";
import { staleConflict } from "../stale-conflict.ts";
import { writeModel } from "../write-model.ts";

/** Brings an archived model back into the lists. */
export const restoreModel = defineCommand({
  name: "model.restore",
  summary: "Restore a model",
  permission: "model:archive",
  http: "POST /models/{id}/restore",
  input: RestoreModelInput,
  output: ModelDto,
  load: ({ tx, input, ctx }) => loadModel(tx, ctx.orgId, input.id),
  authorize: ({ actor, target }) => requireMayChange(actor, target),
  async run({ tx, input, target, ctx }) {
    if (target.version !== input.expectedVersion) throw await staleConflict(tx, ctx, target);
    if (target.state !== "archived") throw new AppError("precondition_failed", "This model is not archived.");
    const row = await writeModel(tx, ctx, target, { state: "active", archivedAt: null });
    const people = await peopleById(tx, ctx.orgId, [row.ownerId, row.createdBy]);
    return {
      result: toModelDto(row, people, ctx.actor),
      audit: [audited(modelAggregate, target, row, { reason: input.reason })],
    };
  },
});
