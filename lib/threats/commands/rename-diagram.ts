import { defineCommand } from "../../kernel/command.ts";
import { invalid } from "../../kernel/errors.ts";
import { lockDiagram, recordBatch } from "../diagrams/record-batch.ts";
import { loadDiagram, loadThreatModel, requireActive } from "../load-threat-model.ts";
import { RenameDiagramInput, ThreatModelDto } from "../schema.ts";
import { threatModelDto } from "../threat-model-dto.ts";

export const renameDiagram = defineCommand({
  name: "diagram.rename",
  summary: "Rename a diagram",
  permission: "threat:write",
  http: "PATCH /diagrams/{id}",
  concurrency: "merge",
  input: RenameDiagramInput,
  output: ThreatModelDto,
  load: ({ tx, input, ctx }) => loadDiagram(tx, ctx, input.id),
  async run({ tx, input, target, ctx }) {
    const threatModel = await loadThreatModel(tx, ctx.orgId, target.threatModelId);
    requireActive(threatModel);
    const diagram = await lockDiagram(tx, target.id);
    if (diagram.name === input.name) invalid("name", "This is its name already.");
    const batch = { batchId: ctx.newId(), effects: [], refused: [], name: input.name };
    const { item } = await recordBatch(tx, ctx, diagram, batch);
    return { result: await threatModelDto(tx, ctx, threatModel), audit: [item] };
  },
});
