import type { Diagram, Tx } from "../../db/types.ts";
import { applyBatch } from "../../graph/apply-batch.ts";
import { copyDiagram } from "../../graph/diagram.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import { lockDiagram, recordBatch } from "../diagrams/record-batch.ts";
import { startDiagram } from "../diagrams/start-diagram.ts";
import { writeContent } from "../diagrams/write-content.ts";
import type { DrawnDiagram } from "../part-keys.ts";
import type { PlannedDiagram } from "./plan-model.ts";

/** The diagram, locked, as it was planned on. Throws conflict when somebody changed it since. */
async function lockPlanned(tx: Tx, { row }: DrawnDiagram<Diagram>): Promise<Diagram> {
  const locked = await lockDiagram(tx, row.id);
  if (locked.version === row.version) return locked;
  throw new AppError("conflict", "Somebody changed the diagram since this preview. Nothing was changed.", {
    extra: { stale: true },
  });
}

async function changeDiagram(
  tx: Tx,
  ctx: CommandContext,
  { name, isRenamed, isSkipped, operations }: PlannedDiagram,
  drawn: DrawnDiagram<Diagram>,
): Promise<AuditItem[]> {
  const named = isRenamed && !isSkipped ? { name } : {};
  if (operations.length === 0 && !isRenamed) return [];
  const diagram = await lockPlanned(tx, drawn);
  const content = copyDiagram(drawn.content);
  const { effects, refused } = applyBatch(content, operations);
  const first = refused[0];
  if (first !== undefined) {
    throw new AppError(
      "unprocessable",
      `The diagram cannot be changed so: ${first.refusal.message} Nothing was changed.`,
    );
  }
  if (effects.length === 0 && Object.keys(named).length === 0) return [];
  await writeContent(tx, { diagramId: diagram.id, orgId: ctx.orgId }, content, effects);
  const { item } = await recordBatch(tx, ctx, diagram, { batchId: ctx.newId(), effects, refused: [], ...named });
  return [item];
}

/** Writes the planned diagrams of a threat model: new ones begin with their parts, others get one batch each. Gives the ids of new ones by the planned ids. */
export async function writeDiagrams(
  tx: Tx,
  ctx: CommandContext,
  threatModelId: string,
  planned: readonly PlannedDiagram[],
): Promise<{ ids: Map<string, string>; audit: AuditItem[] }> {
  const ids = new Map<string, string>();
  const audit: AuditItem[] = [];
  let position = await tx.diagram.count({ where: { threatModelId } });
  for (const diagram of planned) {
    if (diagram.existing !== null) {
      audit.push(...(await changeDiagram(tx, ctx, diagram, diagram.existing)));
      continue;
    }
    if (diagram.isSkipped) continue;
    const { name, externalId, operations } = diagram;
    const started = await startDiagram(tx, ctx, { threatModelId, name, position, externalId, operations });
    ids.set(diagram.id, started.diagram.id);
    audit.push(started.item);
    position += 1;
  }
  return { ids, audit };
}

/** Takes diagrams away that the file has no more. Throws precondition_failed while a session runs around one, and for the only one. */
export async function removeDiagrams(
  tx: Tx,
  ctx: CommandContext,
  threatModelId: string,
  gone: readonly DrawnDiagram<Diagram>[],
): Promise<AuditItem[]> {
  const audit: AuditItem[] = [];
  for (const drawn of gone) {
    const running = await tx.threatSession.count({ where: { diagramId: drawn.row.id, state: "running" } });
    const others = await tx.diagram.count({ where: { threatModelId, state: "active", id: { not: drawn.row.id } } });
    const why = running > 0 ? "A session is running around it." : others === 0 ? "It is the only diagram." : null;
    if (why !== null) {
      throw new AppError("precondition_failed", `The diagram ${drawn.row.name} cannot go: ${why} Nothing was changed.`);
    }
    const diagram = await lockPlanned(tx, drawn);
    const batch = { batchId: ctx.newId(), effects: [], refused: [], state: "removed" };
    audit.push((await recordBatch(tx, ctx, diagram, batch)).item);
  }
  return audit;
}
