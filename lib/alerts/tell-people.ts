import type { Tx } from "../db/types.ts";
import type { CommandContext } from "../kernel/context.ts";
import { notify } from "../work/notify.ts";
import { listedAlerts, type ChannelMessage } from "./channel-message.ts";
import type { Happened } from "./group-message.ts";

/** Roles that look after alerts of all models; the owner of the model comes on top. */
const watching = ["security_lead", "responder"];

const TITLE = 200;
const DETAIL = 2_000;

async function watchers(tx: Tx, orgId: string, modelId: string | null): Promise<string[]> {
  const people = await tx.user.findMany({
    where: { orgId, state: "active", role: { in: watching } },
    select: { id: true },
  });
  const owner =
    modelId === null ? null : await tx.model.findFirst({ where: { orgId, id: modelId }, select: { ownerId: true } });
  return [...people.map(({ id }) => id), ...(owner?.ownerId == null ? [] : [owner.ownerId])];
}

/** Who ended all of these alerts knows it. */
function knowing(group: readonly Happened[]): string | null {
  const [by] = new Set(group.map(({ kind, alert }) => (kind === "resolved" ? alert.resolvedBy : null)));
  return group.every(({ alert }) => alert.resolvedBy === by) ? (by ?? null) : null;
}

/** Tells the people who look after a group of alerts of one model: one notification for all of them. */
export async function tellPeople(
  tx: Tx,
  ctx: CommandContext,
  group: readonly Happened[],
  message: Omit<ChannelMessage, "id" | "at">,
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const { modelId } = first.alert;
  const known = knowing(group);
  const several = modelId === null ? null : { type: "model", id: modelId };
  await notify(tx, ctx, {
    userIds: (await watchers(tx, ctx.orgId, modelId)).filter((id) => id !== known),
    kind: message.event.replace(".", "_"),
    title: message.title.slice(0, TITLE),
    detail: [message.words, ...listedAlerts(message.alerts)]
      .filter((text) => text !== "")
      .join("\n")
      .slice(0, DETAIL),
    entity: group.length === 1 ? { type: "alert", id: first.alert.id } : several,
    url: message.url,
  });
}
