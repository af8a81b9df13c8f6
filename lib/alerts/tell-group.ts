import type { Alert, Tx } from "../db/types.ts";
import { defineScratch } from "../kernel/command.ts";
import type { CommandContext } from "../kernel/context.ts";
import { z } from "../zod.ts";
import type { AlertEventKind } from "./alert-event.ts";
import { groupMessage, type Happened } from "./group-message.ts";
import { isQuiet } from "./quiet.ts";
import { MOST_TOLD } from "./rules.ts";
import { alertsUrl, sendToChannel } from "./send-to-channel.ts";
import { tellPeople } from "./tell-people.ts";

type Waiting = { alert_id: string; waiting: AlertEventKind; told: string | null };

/** What waits, with nobody else telling it meanwhile; what is being changed just now waits for the next round. */
async function lockWaiting(
  tx: Tx,
  orgId: string,
  recipientId: string,
  alertIds: readonly string[],
): Promise<Waiting[]> {
  return tx.$queryRaw<Waiting[]>`
    select alert_id::text as alert_id, waiting, told from alert_told
    where org_id = ${orgId}::uuid and recipient_id = ${recipientId}::uuid and alert_id = any (${[...alertIds]}::uuid[]) and waiting is not null
    for update skip locked`;
}

/** Silenced since it began to wait: nobody hears of it, but that it is over is told to who knows of it. */
const isMute = (alert: Alert, { waiting, told }: Waiting): boolean =>
  isQuiet(alert) && (waiting !== "resolved" || told === null);

async function modelOf(tx: Tx, orgId: string, group: readonly Happened[]): Promise<string | null> {
  const [id, ...others] = new Set(group.map(({ alert }) => alert.modelId));
  if (others.length > 0 || id === undefined || id === null) return null;
  return (await tx.model.findFirst({ where: { orgId, id }, select: { name: true } }))?.name ?? null;
}

/** Sends the one message; a channel that was removed meanwhile gets none. */
async function send(tx: Tx, ctx: CommandContext, recipientId: string, group: readonly Happened[]): Promise<void> {
  const message = groupMessage(group, { alertsUrl: alertsUrl(), model: await modelOf(tx, ctx.orgId, group) });
  if (recipientId === ctx.orgId) return tellPeople(tx, ctx, group, message);
  const where = { id: recipientId, orgId: ctx.orgId, state: "active" };
  const channel = await tx.alertChannel.findFirst({ where });
  if (channel !== null) await sendToChannel(tx, ctx, channel, { ...message, id: ctx.newId(), at: ctx.now() });
}

/** Tells one recipient of a group of alerts in one message, each event once however often the worker dies. */
export const tellGroup = defineScratch({
  name: "alert.tell_group",
  summary: "Tell a channel, or people, of a group of alerts",
  permission: "system:operate",
  reason: "What happened to the alerts has entries; this notes who was told.",
  input: z.strictObject({
    recipientId: z.uuid().describe("A channel, or the organization for its people"),
    key: z.string().max(1_000).describe("What the alerts have in common"),
    alertIds: z.array(z.uuid()).max(MOST_TOLD).describe("In the order in which they are told"),
  }),
  output: z.strictObject({ told: z.int() }),
  async run({ tx, input, ctx }) {
    const { recipientId, key, alertIds } = input;
    const { orgId } = ctx;
    const waiting = await lockWaiting(tx, orgId, recipientId, alertIds);
    const rows = await tx.alert.findMany({ where: { orgId, id: { in: waiting.map((one) => one.alert_id) } } });
    const group: Happened[] = [];
    for (const id of alertIds) {
      const alert = rows.find((row) => row.id === id);
      const one = waiting.find((row) => row.alert_id === id);
      if (alert === undefined || one === undefined) continue;
      const mute = isMute(alert, one);
      const told = mute ? {} : { told: one.waiting, toldAt: ctx.now(), groupKey: key };
      const where = { recipientId_alertId: { recipientId, alertId: id } };
      await tx.alertTold.update({ where, data: { waiting: null, waitingSince: null, ...told } });
      if (!mute) group.push({ kind: one.waiting, alert });
    }
    if (group.length > 0) await send(tx, ctx, recipientId, group);
    return { told: group.length };
  },
});
