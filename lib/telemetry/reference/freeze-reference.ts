import type { Tx, TelemetryReference } from "../../db/types.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import { referenceAggregate } from "../aggregates.ts";
import { referenceDigest, type ReferenceColumn } from "./build-columns.ts";

const personOf = (ctx: CommandContext): string | null => (ctx.actor.type === "user" ? ctx.actor.id : null);

/** The frozen reference of a model retires; nothing when there is none. */
export async function retireFrozen(tx: Tx, ctx: CommandContext, modelId: string): Promise<AuditItem[]> {
  const before = await tx.telemetryReference.findFirst({ where: { orgId: ctx.orgId, modelId, state: "frozen" } });
  if (before === null) return [];
  const after = await tx.telemetryReference.update({
    where: { orgId_id: { orgId: ctx.orgId, id: before.id } },
    data: { state: "retired", version: before.version + 1 },
  });
  return [audited(referenceAggregate, before, after)];
}

export type NewReference = {
  modelId: string;
  origin: "window" | "upload";
  from: Date | null;
  to: Date | null;
  reason: string;
  columns: readonly ReferenceColumn[];
};

/**
 * Stores a reference. The first of a model is in force at once; another waits for a second person. Throws unprocessable
 * without columns, conflict when one is proposed already.
 */
export async function addReference(
  tx: Tx,
  ctx: CommandContext,
  made: NewReference,
): Promise<{ row: TelemetryReference; audit: AuditItem }> {
  const { modelId, origin, columns } = made;
  if (columns.length === 0) throw new AppError("unprocessable", "There is no column with values in this time.");
  const where = { orgId: ctx.orgId, modelId };
  if ((await tx.telemetryReference.count({ where: { ...where, state: "proposed" } })) > 0) {
    throw new AppError("conflict", "Another reference is proposed already. Decide on that one first.");
  }
  const first = (await tx.telemetryReference.count({ where: { ...where, state: "frozen" } })) === 0;
  const at = ctx.now();
  const row = await tx.telemetryReference.create({
    data: {
      id: ctx.newId(),
      ...where,
      state: first ? "frozen" : "proposed",
      origin,
      fromAt: made.from,
      toAt: made.to,
      rows: Math.max(...columns.map(({ n, nulls }) => n + nulls)),
      features: columns.length,
      digest: referenceDigest(columns),
      reason: made.reason,
      proposedBy: personOf(ctx),
      decidedBy: null,
      decisionReason: "",
      version: 1,
      createdAt: at,
      decidedAt: first ? at : null,
    },
  });
  await tx.telemetryReferenceSeries.createMany({
    data: columns.map(({ kind, name, type, n, nulls, edges, counts }) => ({
      referenceId: row.id,
      orgId: ctx.orgId,
      kind,
      name,
      type,
      n,
      nulls,
      edges,
      counts: [...counts],
    })),
  });
  return { row, audit: audited(referenceAggregate, null, row) };
}
