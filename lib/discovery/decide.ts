import type { Discovery, Tx } from "../db/types.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import { discoveryAggregate } from "./aggregates.ts";
import { toDiscoveryDto } from "./discovery-dto.ts";
import type { DiscoveryState } from "./rules.ts";

type Decision = {
  state: DiscoveryState;
  match?: { type: string; id: string };
  reason?: string;
  until?: Date;
};

/** The organization's discovery of this id. Throws not_found. */
export async function loadDiscovery(tx: Pick<Tx, "discovery">, orgId: string, id: string): Promise<Discovery> {
  return (await tx.discovery.findFirst({ where: { id, orgId } })) ?? notFound("discovery");
}

/** Throws precondition_failed unless the discovery waits in the inbox. */
export function requireOpen(discovery: Discovery): void {
  if (discovery.state === "open") return;
  throw new AppError("precondition_failed", "This was decided already. Put it back into the inbox first.");
}

/** Writes a person's decision about a discovery. Throws conflict when somebody else was faster. */
export async function decide(
  tx: Tx,
  ctx: CommandContext,
  change: { before: Discovery; expectedVersion: number | undefined; decision: Decision },
): Promise<{ after: Discovery; item: AuditItem }> {
  const { before, expectedVersion, decision } = change;
  const { state, match, reason = "", until } = decision;
  const { count } = await tx.discovery.updateMany({
    where: { id: before.id, orgId: ctx.orgId, version: expectedVersion ?? before.version },
    data: {
      state,
      matchType: match?.type ?? null,
      matchId: match?.id ?? null,
      matchedBy: match === undefined ? null : "person",
      reason,
      dismissedUntil: until ?? null,
      decidedBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      decidedAt: ctx.now(),
      version: { increment: 1 },
      updatedAt: ctx.now(),
    },
  });
  const after = await loadDiscovery(tx, ctx.orgId, before.id);
  if (count === 0) {
    const extra = { current: await toDiscoveryDto(tx, ctx, after) };
    throw new AppError("conflict", "Somebody decided about this in the meantime. Nothing was overwritten.", { extra });
  }
  return { after, item: audited(discoveryAggregate, before, after, { reason }) };
}
