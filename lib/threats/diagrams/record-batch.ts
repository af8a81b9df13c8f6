import { toContent } from "../../graph/diagram.ts";
import type { Operation } from "../../graph/schema.ts";
import { actorRef } from "../../kernel/actor.ts";
import type { AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import type { Diagram, Tx } from "../../db/types.ts";
import { diagramAggregate } from "../aggregates.ts";
import type { RefusalDto } from "../schema.ts";
import { readContent } from "./read-content.ts";

/** So many batches at most are applied to see a past moment. */
const CHECKPOINT_EVERY = 250;

async function keepCheckpoint(tx: Tx, { id, orgId, version }: Diagram, at: Date): Promise<void> {
  if (version % CHECKPOINT_EVERY !== 0) return;
  const content = toContent(await readContent(tx, id));
  await tx.diagramCheckpoint.create({ data: { diagramId: id, seq: version, orgId, content, at } });
}

type Batch = { batchId: string; effects: Operation[]; refused: RefusalDto[] };

/**
 * Makes the next batch of a locked diagram, whose content is written already: its row goes to the next version, with `changes`, and the batch is kept under that
 * number. The entry holds the effects, so that any moment can be rebuilt.
 */
export async function recordBatch(
  tx: Tx,
  ctx: CommandContext,
  before: Diagram,
  { batchId, effects, refused, ...changes }: Batch & Partial<Pick<Diagram, "name" | "state" | "position">>,
): Promise<{ diagram: Diagram; item: AuditItem }> {
  const at = ctx.now();
  const diagram = await tx.diagram.update({
    where: { id: before.id, version: before.version },
    data: { ...changes, updatedAt: at, version: { increment: 1 } },
  });
  await tx.diagramOperation.create({
    data: {
      diagramId: diagram.id,
      seq: diagram.version,
      orgId: ctx.orgId,
      batchId,
      actorType: ctx.actor.type,
      actorRef: actorRef(ctx.actor),
      effects,
      refused,
      at,
    },
  });
  await keepCheckpoint(tx, diagram, at);
  const image = diagramAggregate.image({ ...diagram, operations: effects });
  const old = diagramAggregate.image({ ...before, operations: [] });
  const differing = Object.keys(changes).map((field) => [field, old[field] ?? null] as const);
  return {
    diagram,
    item: {
      entity: [diagramAggregate.type, diagram.id],
      schema: diagramAggregate.schema,
      before: Object.fromEntries(differing),
      after: image,
    },
  };
}

/** The diagram, held until the end of the transaction, so that batches are taken one after another. */
export async function lockDiagram(tx: Tx, id: string): Promise<Diagram> {
  await tx.$queryRaw`select 1 as one from diagram where id = ${id}::uuid for update`;
  return tx.diagram.findUniqueOrThrow({ where: { id } });
}
