import { env } from "../env.ts";
import type { AlertChannel, Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import { alertLetter } from "../mail/letters.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { eventTitle, type AlertEvent } from "./alert-event.ts";
import { slackBody, webhookBody, type ChannelMessage } from "./channel-message.ts";
import { deliverAlert } from "./jobs.ts";
import { isAtLeast } from "./rules.ts";
import { openAddress } from "./sealed-address.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Where people look at alerts. */
export function alertsUrl(): string {
  return `${env().MODELKEEP_URL.replace(/\/+$/, "")}/alerts`;
}

/** Queues a message for one channel in the command's transaction: it goes out if and only if the command commits. */
export async function sendToChannel(
  tx: Tx,
  ctx: CommandContext,
  channel: AlertChannel,
  message: ChannelMessage & { alertId: string | null },
): Promise<void> {
  const { alertId, ...told } = message;
  if (channel.kind === "email") {
    const secret = await tx.alertChannelSecret.findUnique({ where: { channelId: channel.id } });
    if (secret === null) return;
    const { address } = openAddress(secret.sealed, channel.id);
    queueMail(ctx, alertLetter({ to: address, title: told.title, detail: told.words, url: told.url }));
    return;
  }
  await tx.alertDelivery.create({
    data: {
      id: told.id,
      orgId: ctx.orgId,
      channelId: channel.id,
      alertId,
      event: told.event,
      body: channel.kind === "slack" ? slackBody(told) : webhookBody(told),
      state: "waiting",
      attempts: 0,
      createdAt: ctx.now(),
    },
  });
  ctx.enqueue(deliverAlert, { orgId: ctx.orgId, id: told.id });
}

/** Queues what happened for every channel that wants to hear of this severity. */
export async function sendToChannels(tx: Tx, ctx: CommandContext, event: AlertEvent): Promise<void> {
  const { alert, kind, at } = event;
  const channels = await tx.alertChannel.findMany({
    where: { orgId: ctx.orgId, state: "active" },
    orderBy: { id: "asc" },
  });
  for (const channel of channels) {
    if (!isAtLeast(alert.severity, channel.least)) continue;
    await sendToChannel(tx, ctx, channel, {
      id: ctx.newId(),
      alertId: alert.id,
      event: `alert.${kind}`,
      at,
      title: eventTitle(event),
      words: alert.words,
      severity: alert.severity,
      url: alertsUrl(),
      alert: {
        id: alert.id,
        kind: alert.kind,
        state: alert.state,
        modelId: alert.modelId,
        ruleId: alert.ruleId,
        series: alert.series,
        techniques: alert.techniques,
        startedAt: iso(alert.startedAt),
        firedAt: iso(alert.firedAt),
        resolvedAt: iso(alert.resolvedAt),
      },
    });
  }
}
