import type { ModelVersion, Tx } from "../../db/types.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import { versionAggregate } from "./aggregate.ts";
import { followStage } from "./follow-stage.ts";
import { versionRecord } from "./load-version.ts";
import type { Stage } from "./rules.ts";

type Move = { stage?: Stage; retired?: true; reason?: string | undefined };

/**
 * Moves a version to a stage, or retires it, inside the transaction of the gate that decided it; the model's stage follows.
 * Throws conflict when the version changed since `row` was read.
 */
export async function moveVersion(
  tx: Tx,
  ctx: CommandContext,
  row: ModelVersion,
  { stage, retired, reason }: Move,
): Promise<{ row: ModelVersion; audit: [AuditItem, ...AuditItem[]] }> {
  const before = await versionRecord(tx, row);
  const at = ctx.now();
  const { count } = await tx.modelVersion.updateMany({
    where: { id: row.id, orgId: ctx.orgId, version: row.version },
    data: {
      ...(stage === undefined ? {} : { stage }),
      ...(retired === undefined ? {} : { state: "retired", retiredAt: at }),
      updatedAt: at,
      version: { increment: 1 },
    },
  });
  if (count === 0) throw new AppError("conflict", "This version changed meanwhile. Nothing was moved; look again.");
  const after = await tx.modelVersion.findUniqueOrThrow({ where: { id: row.id } });
  const record = { ...after, links: before.links, artifacts: before.artifacts };
  return {
    row: after,
    audit: [
      audited(versionAggregate, before, record, { action: "model_version.move", reason }),
      ...(await followStage(tx, ctx, row.modelId)),
    ],
  };
}
