import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { requireCustom } from "../../../fields/queries/require-custom.ts";
import { linkRow, replaceLinks } from "../../assets/links.ts";
import { loadModel, requireMayChange } from "../../load-model.ts";
import { versionAggregate } from "../aggregate.ts";
import { followStage } from "../follow-stage.ts";
import { versionRecord } from "../load-version.ts";
import { CreateVersionInput, VersionDto } from "../schema.ts";
import { toVersionDto } from "../version-dto.ts";
import { replaceArtifacts } from "../write-artifacts.ts";

/** Adds a version to a model, as a draft. Throws conflict when the model has one with this label. */
export const createVersion = defineCommand({
  name: "model_version.create",
  summary: "Add a version to a model",
  permission: "model:write",
  http: "POST /models/{id}/versions",
  input: CreateVersionInput,
  output: VersionDto,
  load: ({ tx, input, ctx }) => loadModel(tx, ctx.orgId, input.id),
  authorize: ({ actor, target }) => requireMayChange(actor, target),
  async run({ tx, input, target, ctx }) {
    if (target.state === "archived") {
      throw new AppError("precondition_failed", "This model is archived. Restore it before adding a version.");
    }
    const { id: _id, links, artifacts, ...fields } = input;
    const taken = await tx.modelVersion.findFirst({ where: { modelId: target.id, label: fields.label } });
    if (taken !== null) {
      const message = "This model already has a version with this label.";
      throw new AppError("conflict", message, { errors: [{ path: "label", message }] });
    }
    await requireCustom(tx, { orgId: ctx.orgId, type: "model_version" }, fields.custom);
    const at = ctx.now();
    const row = await tx.modelVersion.create({
      data: {
        ...fields,
        id: ctx.newId(),
        orgId: ctx.orgId,
        modelId: target.id,
        state: "draft",
        createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    const owner = { type: "model_version" as const, id: row.id };
    await tx.assetLink.create({ data: linkRow(ctx, owner, { relation: "version_of", type: "model", id: target.id }) });
    await replaceLinks(tx, ctx, owner, links);
    await replaceArtifacts(tx, ctx, row.id, artifacts);
    const record = await versionRecord(tx, row);
    const follows = await followStage(tx, ctx, target.id);
    return {
      result: await toVersionDto(tx, ctx, { model: target, row }),
      audit: [audited(versionAggregate, null, record), ...follows],
    };
  },
});
