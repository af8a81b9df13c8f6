import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { threatModelAggregate } from "../aggregates.ts";
import { loadThreatModel, scopeOf } from "../load-threat-model.ts";
import { ThreatModelDto, ThreatModelIdInput } from "../schema.ts";
import { threatModelDto } from "../threat-model-dto.ts";

/** Takes an archived threat model back into use. */
export const restoreThreatModel = defineCommand({
  name: "threat_model.restore",
  summary: "Restore an archived threat model",
  permission: "threat:write",
  http: "POST /threat-models/{id}/restore",
  input: ThreatModelIdInput,
  output: ThreatModelDto,
  load: ({ tx, input, ctx }) => loadThreatModel(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    if (input.expectedVersion !== undefined && input.expectedVersion !== target.version) {
      throw new AppError("conflict", "Somebody changed this since you opened it. Nothing was changed.");
    }
    if (target.state === "active") {
      throw new AppError("precondition_failed", "This threat model is not archived.");
    }
    const row = await tx.threatModel.update({
      where: { id: target.id, version: target.version },
      data: {
        state: "active",
        archivedAt: null,
        updatedAt: ctx.now(),
        version: { increment: 1 },
      },
    });
    const scope = await scopeOf(tx, row.id);
    return {
      result: await threatModelDto(tx, ctx, row),
      audit: [audited(threatModelAggregate, { ...target, scope }, { ...row, scope }, { reason: input.reason })],
    };
  },
});
