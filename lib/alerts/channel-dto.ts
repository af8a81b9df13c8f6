import type { AlertChannel, AlertDelivery } from "../db/types.ts";
import type { Reader } from "../kernel/query.ts";
import type { z } from "../zod.ts";
import type { ChannelDto } from "./schema.ts";

type Dto = z.input<typeof ChannelDto>;

function lastOf(delivery: AlertDelivery | undefined): Dto["lastDelivery"] {
  if (delivery === undefined) return null;
  const { state, event, attempts, failure, createdAt, at } = delivery;
  return { state: state as "sent", event, attempts, failure, at: (at ?? createdAt).toISOString() };
}

/** Channels as clients see them, in their order. Address and secret are in none. */
export async function toChannelDtos(
  db: Pick<Reader, "alertDelivery">,
  orgId: string,
  rows: readonly AlertChannel[],
): Promise<Dto[]> {
  const last = await db.alertDelivery.findMany({
    where: { orgId, channelId: { in: rows.map(({ id }) => id) } },
    orderBy: [{ channelId: "asc" }, { createdAt: "desc" }, { id: "desc" }],
    distinct: ["channelId"],
  });
  return rows.map(({ id, name, kind, shown, least, together, waitMs, intervalMs, version }): Dto => ({
    id,
    name,
    kind: kind as Dto["kind"],
    shown,
    least: least as Dto["least"],
    together: together as Dto["together"],
    waitMs,
    intervalMs,
    lastDelivery: lastOf(last.find(({ channelId }) => channelId === id)),
    version,
  }));
}

/** One channel as clients see it. */
export async function toChannelDto(db: Pick<Reader, "alertDelivery">, row: AlertChannel): Promise<Dto> {
  const [dto] = await toChannelDtos(db, row.orgId, [row]);
  if (dto === undefined) throw new Error("a row has no account of itself");
  return dto;
}
