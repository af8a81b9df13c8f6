import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { lockDiagram, recordBatch } from "../diagrams/record-batch.ts";
import { loadDiagram, loadThreatModel, requireActive } from "../load-threat-model.ts";
import { DiagramIdInput, ThreatModelDto } from "../schema.ts";
import { threatModelDto } from "../threat-model-dto.ts";

/** Takes a diagram out of its threat model; its history stays, and so do threats that people decided about. */
export const removeDiagram = defineCommand({
  name: "diagram.remove",
  summary: "Remove a diagram from its threat model",
  permission: "threat:write",
  http: "DELETE /diagrams/{id}",
  concurrency: "merge",
  input: DiagramIdInput,
  output: ThreatModelDto,
  load: ({ tx, input, ctx }) => loadDiagram(tx, ctx, input.id),
  async run({ tx, target, ctx }) {
    const threatModel = await loadThreatModel(tx, ctx.orgId, target.threatModelId);
    requireActive(threatModel);
    const diagram = await lockDiagram(tx, target.id);
    const others = await tx.diagram.count({
      where: { threatModelId: threatModel.id, state: "active", id: { not: diagram.id } },
    });
    if (others === 0) throw new AppError("precondition_failed", "This is the only diagram. Add another one first.");
    const running = await tx.threatSession.count({ where: { diagramId: diagram.id, state: "running" } });
    if (running > 0)
      throw new AppError("precondition_failed", "A session is running around it. End the session first.");
    const batch = { batchId: ctx.newId(), effects: [], refused: [], state: "removed" };
    const { item } = await recordBatch(tx, ctx, diagram, batch);
    return { result: await threatModelDto(tx, ctx, threatModel), audit: [item] };
  },
});
