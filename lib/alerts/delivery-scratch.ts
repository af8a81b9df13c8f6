import { defineScratch } from "../kernel/command.ts";
import { z } from "../zod.ts";

/** Messages that are over are forgotten. */
const KEPT_MS = 30 * 86_400_000;

const REASON = "How sending goes is overwritten with each attempt; the alert itself has its entries.";

/** Begins to send a message: what, where to, and with which sealed secret. Null when there is nothing to send any more. */
export const beginDelivery = defineScratch({
  name: "alert.begin_delivery",
  summary: "Begin to send a message about an alert",
  permission: "system:operate",
  reason: REASON,
  input: z.strictObject({ id: z.uuid() }),
  output: z
    .strictObject({
      at: z.date(),
      channelId: z.uuid(),
      kind: z.string(),
      event: z.string(),
      body: z.string(),
      sealed: z.string(),
    })
    .nullable(),
  async run({ tx, input, ctx }) {
    const where = { id: input.id, orgId: ctx.orgId };
    const delivery = await tx.alertDelivery.findFirst({ where: { ...where, state: { not: "sent" } } });
    if (delivery === null) return null;
    const { channelId, event, body } = delivery;
    const channel = await tx.alertChannel.findFirst({ where: { id: channelId, orgId: ctx.orgId, state: "active" } });
    const secret = await tx.alertChannelSecret.findFirst({ where: { channelId, orgId: ctx.orgId } });
    if (channel === null || secret === null) {
      const gone = { state: "failed", failure: "The channel was removed.", at: ctx.now() };
      await tx.alertDelivery.updateMany({ where, data: gone });
      return null;
    }
    await tx.alertDelivery.updateMany({ where, data: { attempts: { increment: 1 } } });
    return {
      at: ctx.now(),
      channelId,
      kind: channel.kind,
      event,
      body,
      sealed: Buffer.from(secret.sealed).toString("base64"),
    };
  },
});

/** Notes how sending went. */
export const endDelivery = defineScratch({
  name: "alert.end_delivery",
  summary: "Note how sending a message about an alert went",
  permission: "system:operate",
  reason: REASON,
  input: z.strictObject({ id: z.uuid(), status: z.int().nullable(), failure: z.string().max(1_000).nullable() }),
  output: z.strictObject({}),
  async run({ tx, input, ctx }) {
    const { id, status, failure } = input;
    const data = { state: failure === null ? "sent" : "failed", status, failure, at: ctx.now() };
    await tx.alertDelivery.updateMany({ where: { id, orgId: ctx.orgId }, data });
    const old = { lt: new Date(ctx.now().getTime() - KEPT_MS) };
    await tx.alertDelivery.deleteMany({ where: { orgId: ctx.orgId, createdAt: old } });
    return {};
  },
});
