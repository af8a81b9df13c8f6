import type { Tx, TelemetryReference } from "../../db/types.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { NonEmpty } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { referenceAggregate } from "../aggregates.ts";
import { toReferenceDto } from "./reference-dto.ts";

/** The proposed reference of the organization. Throws not_found, and precondition_failed for one that was decided on. */
export async function loadProposed(tx: Tx, orgId: string, id: string): Promise<TelemetryReference> {
  const row = await tx.telemetryReference.findFirst({ where: { orgId, id } });
  if (row === null) return notFound("reference");
  if (row.state === "proposed") return row;
  throw new AppError("precondition_failed", "This reference was decided on already.");
}

/** Writes the decision on a proposed reference. Throws conflict when somebody else was faster. */
export async function decideReference(
  tx: Tx,
  ctx: CommandContext,
  before: TelemetryReference,
  decision: { state: "frozen" | "rejected"; reason: string; expectedVersion: number | undefined; also: AuditItem[] },
): Promise<{ result: ReturnType<typeof toReferenceDto>; audit: NonEmpty<AuditItem> }> {
  if (decision.expectedVersion !== undefined && decision.expectedVersion !== before.version) {
    throw new AppError("conflict", "Somebody changed this reference in the meantime.");
  }
  const after = await tx.telemetryReference.update({
    where: { orgId_id: { orgId: ctx.orgId, id: before.id }, version: before.version },
    data: {
      state: decision.state,
      decidedBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      decisionReason: decision.reason,
      decidedAt: ctx.now(),
      version: before.version + 1,
    },
  });
  const names = await peopleById(tx, ctx.orgId, [after.proposedBy, after.decidedBy]);
  const reason = decision.reason === "" ? {} : { reason: decision.reason };
  const item = audited(referenceAggregate, before, after, reason);
  return { result: toReferenceDto(after, names), audit: [item, ...decision.also] };
}
