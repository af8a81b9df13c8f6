import type { ThreatModelVersion, Tx } from "../../db/types.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import type { Reader } from "../../kernel/query.ts";
import { threatModelVersionAggregate } from "../aggregates.ts";

/** The organization's version of a threat model with this id. Throws not_found. */
export async function loadVersion(
  db: Pick<Reader, "threatModelVersion">,
  orgId: string,
  id: string,
): Promise<ThreatModelVersion> {
  return (await db.threatModelVersion.findFirst({ where: { id, orgId } })) ?? notFound("version of a threat model");
}

/** Throws precondition_failed unless the version still waits for a decision. */
export function requireSubmitted(version: ThreatModelVersion): void {
  if (version.state === "submitted") return;
  throw new AppError("precondition_failed", "This version is decided already, or was withdrawn.");
}

type Decision = Partial<Pick<ThreatModelVersion, "state" | "decidedBy" | "decidedAt" | "decisionReason">>;

/** Writes what became of a version, and gives the account of it. */
export async function changeVersion(
  tx: Tx,
  ctx: CommandContext,
  before: ThreatModelVersion,
  { decision, reason, action }: { decision: Decision; reason?: string | undefined; action?: string },
): Promise<{ after: ThreatModelVersion; item: AuditItem }> {
  const after = await tx.threatModelVersion.update({
    where: { id: before.id, version: before.version },
    data: { ...decision, updatedAt: ctx.now(), version: { increment: 1 } },
  });
  const options = { reason, ...(action === undefined ? {} : { action }) };
  return { after, item: audited(threatModelVersionAggregate, before, after, options) };
}
