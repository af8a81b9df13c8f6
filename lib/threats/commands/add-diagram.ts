import { defineCommand } from "../../kernel/command.ts";
import { requireBindable } from "../diagrams/require-bindable.ts";
import { startDiagram } from "../diagrams/start-diagram.ts";
import { loadThreatModel, requireActive } from "../load-threat-model.ts";
import { AddDiagramInput, ThreatModelDto } from "../schema.ts";
import { threatModelDto } from "../threat-model-dto.ts";

export const addDiagram = defineCommand({
  name: "diagram.add",
  summary: "Add a diagram to a threat model",
  permission: "threat:write",
  http: "POST /threat-models/{id}/diagrams",
  concurrency: "merge",
  input: AddDiagramInput,
  output: ThreatModelDto,
  load: ({ tx, input, ctx }) => loadThreatModel(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    requireActive(target);
    await requireBindable(tx, ctx, input.operations);
    const { name, operations, externalId } = input;
    const position = await tx.diagram.count({ where: { threatModelId: target.id } });
    const wanted = { threatModelId: target.id, name, position, externalId, operations };
    const { item } = await startDiagram(tx, ctx, wanted);
    return { result: await threatModelDto(tx, ctx, target), audit: [item] };
  },
});
