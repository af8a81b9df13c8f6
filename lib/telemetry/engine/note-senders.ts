import type { StoredBatch } from "../fold/stored-batch.ts";
import { NO_VERSION, resolutions } from "../rules.ts";
import { inOrder } from "./in-order.ts";
import type { Session } from "./sql-session.ts";

/** A batch with who sent it and when it came, in ms. */
export type SentBatch = { batch: StoredBatch; source: string; keyId: string | null; receivedAt: number };

type Sender = { modelId: string; source: string; keyId: string; at: number; events: number };

function eventsByModel(batch: StoredBatch): [modelId: string, events: number][] {
  const counts = new Map<number, number>();
  for (const { s } of [...batch.events, ...batch.measures, ...batch.windows]) counts.set(s, (counts.get(s) ?? 0) + 1);
  return [...counts].flatMap(([s, events]): [string, number][] => {
    const modelId = batch.subjects[s]?.[0];
    return modelId === undefined ? [] : [[modelId, events]];
  });
}

/** Remembers of each model who sent it, when last and how much. */
export async function noteSenders(session: Session, orgId: string, batches: readonly SentBatch[]): Promise<void> {
  const senders = new Map<string, Sender>();
  for (const { batch, source, keyId, receivedAt } of batches) {
    for (const [modelId, events] of eventsByModel(batch)) {
      const id = `${modelId} ${source} ${keyId ?? NO_VERSION}`;
      const known = senders.get(id);
      const at = Math.max(known?.at ?? 0, receivedAt);
      senders.set(id, { modelId, source, keyId: keyId ?? NO_VERSION, at, events: (known?.events ?? 0) + events });
    }
  }
  const rows = inOrder(senders);
  await session.query(
    `insert into telemetry_sender (org_id, model_id, source, key_id, first_at, last_at, events)
     select $1::uuid, w.model_id, w.source, w.key_id, w.at, w.at, w.events
     from unnest($2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[], $6::bigint[]) as w(model_id, source, key_id, at, events)
     on conflict (org_id, model_id, source, key_id) do update set
       last_at = greatest(telemetry_sender.last_at, excluded.last_at), events = telemetry_sender.events + excluded.events`,
    [
      orgId,
      rows.map(({ modelId }) => modelId),
      rows.map(({ source }) => source),
      rows.map(({ keyId }) => keyId),
      rows.map(({ at }) => new Date(at).toISOString()),
      rows.map(({ events }) => events),
    ],
  );
}

/** Remembers of each model in which five minutes anything came: a bit for each of an hour. */
export async function noteArrivals(session: Session, orgId: string, batches: readonly SentBatch[]): Promise<void> {
  const arrivals = new Map<string, { modelId: string; hour: number; windows: number }>();
  for (const { batch, receivedAt } of batches) {
    const hour = Math.floor(receivedAt / resolutions["1h"]) * resolutions["1h"];
    const bit = 1 << Math.floor((receivedAt - hour) / resolutions["5m"]);
    for (const [modelId] of eventsByModel(batch)) {
      const id = `${modelId} ${hour}`;
      arrivals.set(id, { modelId, hour, windows: (arrivals.get(id)?.windows ?? 0) | bit });
    }
  }
  const rows = inOrder(arrivals);
  await session.query(
    `insert into telemetry_arrival (org_id, model_id, hour, windows)
     select $1::uuid, w.* from unnest($2::uuid[], $3::timestamptz[], $4::smallint[]) as w
     on conflict (org_id, model_id, hour) do update set windows = telemetry_arrival.windows | excluded.windows
     where telemetry_arrival.windows | excluded.windows <> telemetry_arrival.windows`,
    [
      orgId,
      rows.map(({ modelId }) => modelId),
      rows.map(({ hour }) => new Date(hour).toISOString()),
      rows.map(({ windows }) => windows),
    ],
  );
}
