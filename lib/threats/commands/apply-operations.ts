import { applyBatch, touchedBy } from "../../graph/apply-batch.ts";
import { diagramLimits } from "../../graph/kinds.ts";
import type { Operation } from "../../graph/schema.ts";
import type { DiagramOperation, Tx } from "../../db/types.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { lockDiagram, recordBatch } from "../diagrams/record-batch.ts";
import { readTouched } from "../diagrams/read-content.ts";
import { requireBindable } from "../diagrams/require-bindable.ts";
import { writeContent } from "../diagrams/write-content.ts";
import { loadDiagram, loadThreatModel, requireActive } from "../load-threat-model.ts";
import { AppliedDto, ApplyOperationsInput, type RefusalDto } from "../schema.ts";

/** Throws unprocessable when the additions would not fit any more. */
async function requireRoom(tx: Tx, diagramId: string, operations: readonly Operation[]): Promise<void> {
  const added = (part: Operation["part"]): number =>
    operations.filter((operation) => operation.do === "add" && operation.part === part).length;
  const tables = [
    ["element", diagramLimits.elements, () => tx.diagramElement.count({ where: { diagramId } })],
    ["flow", diagramLimits.flows, () => tx.diagramFlow.count({ where: { diagramId } })],
    ["assumption", diagramLimits.assumptions, () => tx.diagramAssumption.count({ where: { diagramId } })],
  ] as const;
  for (const [part, limit, count] of tables) {
    const wanted = added(part);
    if (wanted > 0 && (await count()) + wanted > limit) {
      const message = `A diagram holds at most ${limit.toLocaleString("en")} ${part}s. Nothing was added.`;
      throw new AppError("unprocessable", message);
    }
  }
}

/** A batch that changes nothing now has an answer all the same: it came before, or everything is as it asks already. */
export class AnsweredBatch extends AppError {
  readonly answer: AppliedDto;

  constructor(message: string, answer: AppliedDto) {
    super("conflict", message);
    this.answer = answer;
  }
}

const asBefore = (row: DiagramOperation): AppliedDto => ({
  seq: row.seq,
  effects: row.effects as Operation[],
  refused: row.refused as RefusalDto[],
});

/** Throws what a batch without effects is answered with: the reasons of its refusals, or that nothing differs. */
function nothingDone(refused: RefusalDto[]): never {
  const first = refused[0];
  if (first !== undefined) throw new AppError("conflict", first.message, { extra: { refused } });
  throw new AnsweredBatch("Nothing here differs from the diagram.", { seq: null, effects: [], refused: [] });
}

/**
 * Applies a batch of operations to the newest state of the diagram: what fits is accepted, what does not is refused with the
 * reason, and nobody else's work is overwritten. Throws conflict with `refused` when all of it was refused, and AnsweredBatch for
 * a batch that came before or asks for what is so already.
 */
export const applyOperations = defineCommand({
  name: "diagram.apply",
  summary: "Change a diagram by a batch of operations",
  permission: "room:edit",
  http: "POST /diagrams/{id}/operations",
  concurrency: "merge",
  input: ApplyOperationsInput,
  output: AppliedDto,
  load: ({ tx, input, ctx }) => loadDiagram(tx, ctx, input.id),
  async run({ tx, input, target, ctx }) {
    requireActive(await loadThreatModel(tx, ctx.orgId, target.threatModelId));
    const diagram = await lockDiagram(tx, target.id);
    const key = { diagramId: diagram.id, batchId: input.batchId };
    const known = await tx.diagramOperation.findUnique({ where: { diagramId_batchId: key } });
    if (known !== null) throw new AnsweredBatch("This batch was applied already.", asBefore(known));
    await requireBindable(tx, ctx, input.operations);
    await requireRoom(tx, diagram.id, input.operations);
    const content = await readTouched(tx, diagram.id, touchedBy(input.operations));
    const { effects, refused } = applyBatch(content, input.operations);
    const refusals = refused.map(({ index, refusal }) => ({ index, ...refusal }));
    if (effects.length === 0) nothingDone(refusals);
    await writeContent(tx, { diagramId: diagram.id, orgId: ctx.orgId }, content, effects);
    const batch = { batchId: input.batchId, effects, refused: refusals };
    const { diagram: after, item } = await recordBatch(tx, ctx, diagram, batch);
    return { result: { seq: after.version, effects, refused: refusals }, audit: [item] };
  },
});
