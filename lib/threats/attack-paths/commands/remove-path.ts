import { audited } from "../../../kernel/aggregate.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { z } from "../../../zod.ts";
import { attackPathAggregate } from "../../aggregates.ts";
import { loadThreatModel, requireActive } from "../../load-threat-model.ts";
import { loadPath } from "../load-path.ts";
import { RemovePathInput } from "../schema.ts";

/** Takes an attack path out of its threat model; the trail keeps it. */
export const removePath = defineCommand({
  name: "attack_path.remove",
  summary: "Remove an attack path",
  permission: "threat:write",
  http: "DELETE /threat-models/{id}/attack-paths/{pathId}",
  concurrency: "merge",
  input: RemovePathInput,
  output: z.strictObject({ id: z.uuid() }),
  async load({ tx, input, ctx }) {
    const threatModel = await loadThreatModel(tx, ctx.orgId, input.id);
    return { threatModel, path: await loadPath(tx, threatModel.id, input.pathId) };
  },
  async run({ tx, target: { threatModel, path }, ctx }) {
    requireActive(threatModel);
    const row = await tx.attackPath.update({
      where: { id: path.id, version: path.version },
      data: { state: "removed", updatedAt: ctx.now(), version: { increment: 1 } },
    });
    return { result: { id: row.id }, audit: [audited(attackPathAggregate, path, row)] };
  },
});
