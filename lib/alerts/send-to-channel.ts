import { env } from "../env.ts";
import type { AlertChannel, Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import { mailIsSetUp } from "../mail/queue-mail.ts";
import { letterBody, slackBody, webhookBody, type ChannelMessage } from "./channel-message.ts";
import { deliverAlert } from "./jobs.ts";

const bodies = { email: letterBody, slack: slackBody, webhook: webhookBody };

/** Where people look at alerts. */
export function alertsUrl(): string {
  return `${env().MODELKEEP_URL.replace(/\/+$/, "")}/alerts`;
}

/** Queues a message for one channel in the transaction: it goes out if and only if that commits. */
export async function sendToChannel(
  tx: Tx,
  ctx: CommandContext,
  channel: AlertChannel,
  message: ChannelMessage,
): Promise<void> {
  const sends = channel.kind !== "email" || mailIsSetUp();
  await tx.alertDelivery.create({
    data: {
      id: message.id,
      orgId: ctx.orgId,
      channelId: channel.id,
      alertIds: message.alerts.map(({ id }) => id),
      event: message.event,
      body: bodies[channel.kind as keyof typeof bodies](message),
      attempts: 0,
      createdAt: ctx.now(),
      ...(sends
        ? { state: "waiting" }
        : { state: "failed", at: ctx.now(), failure: "This installation sends no mail: an operator sets SMTP_URL." }),
    },
  });
  if (sends) ctx.enqueue(deliverAlert, { orgId: ctx.orgId, id: message.id });
}
