import { requireCustom } from "../../fields/queries/require-custom.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { modelAggregate } from "../aggregate.ts";
import { assumedFields, changedAdditions, changedFields, editedOrigins } from "../changed-fields.ts";
import { loadModel, requireMayChange } from "../load-model.ts";
import { toModelDto } from "../model-dto.ts";
import { peopleById, requireActivePeople } from "../../people/queries/people-by-id.ts";
import { ModelDto, UpdateModelInput } from "../schema.ts";
import { staleConflict } from "../stale-conflict.ts";
import { writeModel } from "../write-model.ts";

/** Changes the fields that are given, on the version they were changed on. A stale version is a conflict with the current record. */
export const updateModel = defineCommand({
  name: "model.update",
  summary: "Change a model",
  permission: "model:write",
  http: "PATCH /models/{id}",
  input: UpdateModelInput,
  output: ModelDto,
  load: ({ tx, input, ctx }) => loadModel(tx, ctx.orgId, input.id),
  authorize: ({ actor, target }) => requireMayChange(actor, target),
  async run({ tx, input, target, ctx }) {
    const { id: _id, expectedVersion, reason, confirm = [], ...given } = input;
    if (target.version !== expectedVersion) throw await staleConflict(tx, ctx, target);
    if (target.state === "archived") {
      throw new AppError("precondition_failed", "This model is archived. Restore it before changing it.");
    }
    const changes = changedFields(target, given);
    const additions = changedAdditions(target, given);
    const confirmed = assumedFields(target).filter((field) => confirm.includes(field));
    if (Object.keys({ ...changes, ...additions }).length + confirmed.length === 0)
      invalid("", "Nothing here differs from the record, so there is nothing to save.");
    if (changes.stage !== undefined && (await tx.modelVersion.count({ where: { modelId: target.id } })) > 0) {
      invalid("stage", "The stage follows the versions of this model. Move a version through its gate instead.");
    }
    if (changes.ownerId !== undefined)
      await requireActivePeople(tx, ctx.orgId, { path: "ownerId", ids: [changes.ownerId] });
    if (additions.custom !== undefined) {
      await requireCustom(tx, { orgId: ctx.orgId, type: "model", before: target.custom }, additions.custom);
    }
    const row = await writeModel(tx, ctx, target, {
      ...changes,
      ...additions,
      ...editedOrigins(target, [...Object.keys(changes), ...confirmed]),
    });
    const people = await peopleById(tx, ctx.orgId, [row.ownerId, row.createdBy]);
    return {
      result: toModelDto(row, people, ctx.actor),
      audit: [audited(modelAggregate, target, row, { reason })],
    };
  },
});
