import { applyBatch } from "../../graph/apply-batch.ts";
import { emptyDiagram } from "../../graph/diagram.ts";
import type { Operation } from "../../graph/schema.ts";
import { actorRef } from "../../kernel/actor.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Diagram, Tx } from "../../db/types.ts";
import { diagramAggregate } from "../aggregates.ts";
import { writeContent } from "./write-content.ts";

type Wanted = {
  threatModelId: string;
  name: string;
  position: number;
  externalId: string | null;
  operations: readonly Operation[];
};

/** Creates a diagram that begins with these operations: its first batch. Throws unprocessable when one of them does not fit. */
export async function startDiagram(
  tx: Tx,
  ctx: CommandContext,
  wanted: Wanted,
): Promise<{ diagram: Diagram; item: AuditItem }> {
  const { operations, ...fields } = wanted;
  const content = emptyDiagram();
  const { effects, refused } = applyBatch(content, operations);
  const first = refused[0];
  if (first !== undefined) {
    throw new AppError("unprocessable", `Operation ${first.index + 1} does not fit: ${first.refusal.message}`, {
      errors: refused.map(({ index, refusal }) => ({ path: `operations.${index}`, message: refusal.message })),
    });
  }
  const at = ctx.now();
  const id = ctx.newId();
  const diagram = await tx.diagram.create({
    data: { ...fields, id, orgId: ctx.orgId, state: "active", version: 1, createdAt: at, updatedAt: at },
  });
  await writeContent(tx, { diagramId: id, orgId: ctx.orgId }, content, effects);
  await tx.diagramOperation.create({
    data: {
      diagramId: id,
      seq: 1,
      orgId: ctx.orgId,
      batchId: ctx.newId(),
      actorType: ctx.actor.type,
      actorRef: actorRef(ctx.actor),
      effects,
      refused: [],
      at,
    },
  });
  return { diagram, item: audited(diagramAggregate, null, { ...diagram, operations: effects }) };
}
