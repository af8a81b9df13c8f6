import type { Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import type { AlertEvent } from "./alert-event.ts";
import { nextTelling } from "./next-telling.ts";
import { isAtLeast } from "./rules.ts";

/** The channels that want to hear of this severity, and the organization itself for its people. */
async function recipientsOf(tx: Tx, orgId: string, severity: string): Promise<string[]> {
  const channels = await tx.alertChannel.findMany({
    where: { orgId, state: "active" },
    select: { id: true, least: true },
  });
  return [orgId, ...channels.filter(({ least }) => isAtLeast(severity, least)).map(({ id }) => id)].sort();
}

/** Notes for every recipient what waits to be told of an alert, in the transaction that changed it: once for each alert and recipient. */
export async function queueTelling(tx: Tx, ctx: CommandContext, { alert, kind, at }: AlertEvent): Promise<void> {
  const { orgId } = ctx;
  const known = await tx.alertTold.findMany({ where: { orgId, alertId: alert.id }, orderBy: { recipientId: "asc" } });
  const wanting =
    kind === "resolved" ? known.map(({ recipientId }) => recipientId) : await recipientsOf(tx, orgId, alert.severity);
  for (const recipientId of wanting) {
    const before = known.find((row) => row.recipientId === recipientId);
    const waiting = nextTelling(kind, before);
    if (waiting === null) continue;
    const waits = { waiting, waitingSince: before?.waitingSince ?? at };
    await tx.alertTold.upsert({
      where: { recipientId_alertId: { recipientId, alertId: alert.id } },
      create: { orgId, recipientId, alertId: alert.id, ...waits },
      update: waits,
    });
  }
}
