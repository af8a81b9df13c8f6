import type { Alert, Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import { notify } from "../work/notify.ts";

/** What happens to an alert that others act on. */
export interface AlertEvent {
  readonly kind: "opened" | "escalated" | "resolved";
  readonly alert: Alert;
  readonly at: Date;
}

/** Roles that look after alerts of all models; the owner of the model comes on top. */
const watching = ["security_lead", "responder"];

const prefixes: Readonly<Record<AlertEvent["kind"], string>> = {
  opened: "",
  escalated: "Graver: ",
  resolved: "Resolved: ",
};

/** The event in a line: "Resolved: Drift of amount (Scorer)". */
export function eventTitle({ kind, alert }: AlertEvent): string {
  return `${prefixes[kind]}${alert.title}`;
}

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
 * The one place where an alert leaves this domain, in the transaction that changed it: people are told, and incidents can be
 * opened from here. What is silenced or explained by another alert tells nobody.
 */
export async function handOver(tx: Tx, ctx: CommandContext, event: AlertEvent): Promise<void> {
  if (event.alert.silenced || event.alert.inhibitedBy !== null) return;
  await tellPeople(tx, ctx, event);
}
