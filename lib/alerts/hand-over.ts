import type { Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import { notify } from "../work/notify.ts";
import { eventTitle, type AlertEvent } from "./alert-event.ts";
import { sendToChannels } from "./send-to-channels.ts";

/** Roles that look after alerts of all models; the owner of the model comes on top. */
const watching = ["security_lead", "responder"];

async function tellPeople(tx: Tx, ctx: CommandContext, event: AlertEvent): Promise<void> {
  const { alert } = event;
  const people = await tx.user.findMany({
    where: { orgId: ctx.orgId, state: "active", role: { in: watching } },
    select: { id: true },
  });
  const owner =
    alert.modelId === null
      ? null
      : await tx.model.findFirst({ where: { orgId: ctx.orgId, id: alert.modelId }, select: { ownerId: true } });
  await notify(tx, ctx, {
    userIds: [...people.map(({ id }) => id), ...(owner?.ownerId == null ? [] : [owner.ownerId])],
    kind: `alert_${event.kind}`,
    title: eventTitle(event).slice(0, 200),
    detail: alert.words,
    entity: { type: "alert", id: alert.id },
  });
}

/**
 * The one place where an alert leaves this domain, in the transaction that changed it: people and channels are told, and incidents can be
 * opened from here. What is silenced or explained by another alert tells nobody.
 */
export async function handOver(tx: Tx, ctx: CommandContext, event: AlertEvent): Promise<void> {
  if (event.alert.silenced || event.alert.inhibitedBy !== null) return;
  await tellPeople(tx, ctx, event);
  await sendToChannels(tx, ctx, event);
}
