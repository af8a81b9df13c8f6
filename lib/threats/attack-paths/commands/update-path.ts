import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { attackPathAggregate } from "../../aggregates.ts";
import { loadThreatModel, requireActive } from "../../load-threat-model.ts";
import { loadPath, requireSound } from "../load-path.ts";
import { pathDto } from "../path-dto.ts";
import { PathDto, UpdatePathInput } from "../schema.ts";

/** Replaces the steps and words of an attack path. */
export const updatePath = defineCommand({
  name: "attack_path.update",
  summary: "Change an attack path",
  permission: "threat:write",
  http: "PUT /threat-models/{id}/attack-paths/{pathId}",
  input: UpdatePathInput,
  output: PathDto,
  async load({ tx, input, ctx }) {
    const threatModel = await loadThreatModel(tx, ctx.orgId, input.id);
    return { threatModel, path: await loadPath(tx, threatModel.id, input.pathId) };
  },
  async run({ tx, input, target, ctx }) {
    requireActive(target.threatModel);
    const { id: threatModelId, pathId, expectedVersion, name, description, ...content } = input;
    if (target.path.version !== expectedVersion) {
      throw new AppError("conflict", "Somebody changed this path since you opened it. Nothing was overwritten.", {
        extra: { current: await pathDto(tx, ctx.orgId, target.path) },
      });
    }
    await requireSound(tx, threatModelId, { id: pathId, name, description, ...content });
    const row = await tx.attackPath.update({
      where: { id: pathId, version: expectedVersion },
      data: { name, description, content, updatedAt: ctx.now(), version: { increment: 1 } },
    });
    return { result: await pathDto(tx, ctx.orgId, row), audit: [audited(attackPathAggregate, target.path, row)] };
  },
});
