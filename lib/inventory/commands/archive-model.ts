import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { modelAggregate } from "../aggregate.ts";
import { loadModel, requireMayChange } from "../load-model.ts";
import { toModelDto } from "../model-dto.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { ArchiveModelInput, ModelDto } from "../schema.ts";
import { staleConflict } from "../stale-conflict.ts";
import { writeModel } from "../write-model.ts";

/** Takes a model out of the lists. It stays in the trail, keeps its address, and can be restored. */
export const archiveModel = defineCommand({
  name: "model.archive",
  summary: "Archive a model",
  permission: "model:archive",
  http: "POST /models/{id}/archive",
  input: ArchiveModelInput,
  output: ModelDto,
  load: ({ tx, input, ctx }) => loadModel(tx, ctx.orgId, input.id),
  authorize: ({ actor, target }) => requireMayChange(actor, target),
  async run({ tx, input, target, ctx }) {
    if (target.version !== input.expectedVersion) throw await staleConflict(tx, ctx, target);
    if (target.state === "archived") throw new AppError("precondition_failed", "This model is already archived.");
    const row = await writeModel(tx, ctx, target, { state: "archived", archivedAt: ctx.now() });
    const people = await peopleById(tx, ctx.orgId, [row.ownerId, row.createdBy]);
    return {
      result: toModelDto(row, people, ctx.actor),
      audit: [audited(modelAggregate, target, row, { reason: input.reason })],
    };
  },
});
