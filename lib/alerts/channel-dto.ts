import type { AlertChannel, AlertDelivery } from "../db/types.ts";
import type { Reader } from "../kernel/query.ts";
import type { z } from "../zod.ts";
import type { ChannelDto } from "./schema.ts";

type Dto = z.input<typeof ChannelDto>;

type Last = Pick<AlertDelivery, "channelId" | "state" | "event" | "attempts" | "failure" | "createdAt" | "at">;

function lastOf(delivery: Last | undefined): Dto["lastDelivery"] {
  if (delivery === undefined) return null;
  const { state, event, attempts, failure, createdAt, at } = delivery;
  return { state: state as "sent", event, attempts, failure, at: (at ?? createdAt).toISOString() };
}

/** Channels as clients see them, in their order. Address and secret are in none. */
export async function toChannelDtos(
  db: Pick<Reader, "$queryRaw">,
  orgId: string,
  rows: readonly AlertChannel[],
): Promise<Dto[]> {
  const last = await db.$queryRaw<Last[]>`
    select channel.id::text as "channelId", d.state, d.event, d.attempts, d.failure, d.created_at as "createdAt", d.at
    from unnest(${rows.map(({ id }) => id)}::uuid[]) as channel (id)
    cross join lateral (
      select * from alert_delivery where org_id = ${orgId}::uuid and channel_id = channel.id order by created_at desc, id desc limit 1) d`;
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
export async function toChannelDto(db: Pick<Reader, "$queryRaw">, row: AlertChannel): Promise<Dto> {
  const [dto] = await toChannelDtos(db, row.orgId, [row]);
  if (dto === undefined) throw new Error("a row has no account of itself");
  return dto;
}
