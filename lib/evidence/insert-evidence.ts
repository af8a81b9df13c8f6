import type { Evidence, Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import { entityExists } from "../kernel/entity-exists.ts";
import { notFound } from "../kernel/errors.ts";

type Facts = Pick<Evidence, "entityType" | "entityId" | "kind" | "title" | "digest"> &
  Partial<Pick<Evidence, "fileName" | "mediaType" | "sizeBytes" | "url">>;

/** Adds the row of a piece of evidence. Throws not_found when what it is about is not of this organization. */
export async function insertEvidence(tx: Tx, ctx: CommandContext, facts: Facts): Promise<Evidence> {
  if (!(await entityExists(tx, ctx.orgId, facts.entityType, facts.entityId))) notFound(facts.entityType);
  return tx.evidence.create({
    data: {
      id: ctx.newId(),
      orgId: ctx.orgId,
      ...facts,
      createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      version: 1,
      createdAt: ctx.now(),
    },
  });
}
