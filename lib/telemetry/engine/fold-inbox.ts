import type { StoredBatch } from "../fold/stored-batch.ts";
import { TelemetryFold, type FoldedSeries } from "../fold/telemetry-fold.ts";
import { resolutions } from "../rules.ts";
import { columnKind, confidenceKind, outcomeKind, trafficKind } from "../states/window-kinds.ts";
import { isDatabaseTrouble } from "../../kernel/database-trouble.ts";
import { inOrder } from "./in-order.ts";
import { noteArrivals, noteSenders } from "./note-senders.ts";
import { noteFailure } from "./park-batch.ts";
import { readDecisions } from "./read-decisions.ts";
import { readFrozen } from "./read-references.ts";
import { bytesOf, millisOf, type Session, type TelemetryDatabase } from "./sql-session.ts";
import { takeIncrements } from "./take-increments.ts";
import { writeClients } from "./write-clients.ts";
import { seriesIds, writeWindows } from "./write-windows.ts";

const ROUND_BYTES = 24 * 1024 * 1024;
const ROUND_BATCHES = 400;

export type FoldTools = { newId: () => string; now: () => Date };

/** Where a batch is in the inbox. */
type Place = { id: string; day: string };

type Waiting = {
  id: string;
  day: string;
  receivedAt: number;
  source: string;
  keyId: string | null;
  batch: StoredBatch;
};

function readBatch(body: Uint8Array): StoredBatch {
  const parsed = JSON.parse(Buffer.from(body).toString("utf8")) as StoredBatch;
  if (parsed.v !== 1) throw new Error("A batch of an unknown shape.");
  return parsed;
}

/** The oldest batches of an organization that are not to wait after a failure, up to so many bytes together, at least one. */
async function oldestOf(session: Session, orgId: string, now: Date): Promise<Place[]> {
  const { rows } = await session.query(
    `select id::text as id, received_day::text as day from (
       select id, received_day, received_at, sum(length(body)) over (order by received_at, id) - length(body) as before
       from (select id, received_day, received_at, body from telemetry_inbox
             where org_id = $1 and (retry_at is null or retry_at <= $4) order by received_at, id limit $2) as oldest
     ) as batches where before < $3 order by received_at, id`,
    [orgId, ROUND_BATCHES, ROUND_BYTES, now],
  );
  return rows.map((row) => ({ id: String(row["id"]), day: String(row["day"]) }));
}

async function waitingOf(session: Session, orgId: string, places: readonly Place[]): Promise<Waiting[]> {
  const { rows } = await session.query(
    `select i.id::text as id, i.received_day::text as day, i.received_at, i.source, i.key_id::text as key_id, i.body
     from unnest($2::date[], $3::uuid[]) as w(day, id)
     join telemetry_inbox i on i.org_id = $1 and i.received_day = w.day and i.id = w.id order by i.received_at, i.id`,
    [orgId, places.map(({ day }) => day), places.map(({ id }) => id)],
  );
  return rows.map((row) => ({
    id: String(row["id"]),
    day: String(row["day"]),
    receivedAt: millisOf(row["received_at"]),
    source: String(row["source"]),
    keyId: typeof row["key_id"] === "string" ? row["key_id"] : null,
    batch: readBatch(bytesOf(row["body"])),
  }));
}

/** Ids of events that came before, within the days in which one id counts once. New ones are remembered. */
async function knownKeys(session: Session, orgId: string, waiting: readonly Waiting[]): Promise<Set<string>[]> {
  const seen = new Set<string>();
  const days = new Map<string, string>();
  for (const { day, batch } of waiting) for (const { key } of batch.events) if (key !== undefined) days.set(key, day);
  if (days.size === 0) return waiting.map(() => new Set());
  const keys = [...days.keys()].sort();
  const { rows } = await session.query(
    `select encode(event_key, 'base64') as key from telemetry_event_key
     where org_id = $1 and day >= $2::date - 2 and event_key = any ($3::bytea[])`,
    [orgId, waiting[0]?.day, keys.map((key) => Buffer.from(key, "base64url"))],
  );
  for (const row of rows) seen.add(Buffer.from(String(row["key"]), "base64").toString("base64url"));
  const fresh = keys.filter((key) => !seen.has(key));
  await session.query(
    `insert into telemetry_event_key (org_id, day, event_key) select $1::uuid, w.* from unnest($2::date[], $3::bytea[]) as w on conflict do nothing`,
    [orgId, fresh.map((key) => days.get(key)), fresh.map((key) => Buffer.from(key, "base64url"))],
  );
  return waiting.map(({ batch }) => {
    const before = new Set(seen);
    for (const { key } of batch.events) if (key !== undefined) seen.add(key);
    return before;
  });
}

/** One id twice in one batch counts once too. */
function withoutRepeats(batch: StoredBatch): StoredBatch {
  const seen = new Set<string>();
  const events = batch.events.filter(({ key }) => {
    if (key === undefined) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return events.length === batch.events.length ? batch : { ...batch, events };
}

/** Says which windows changed, so that they are judged when they are closed. */
async function noteDue(
  session: Session,
  orgId: string,
  series: readonly FoldedSeries<unknown>[],
  at: Date,
): Promise<void> {
  const due = new Map<string, [modelId: string, res: number, bucket: number]>();
  for (const { key, windows } of series) {
    for (const bucket of windows.keys()) {
      const hour = Math.floor(bucket / resolutions["1h"]) * resolutions["1h"];
      due.set(`${key.modelId} 0 ${bucket}`, [key.modelId, 0, bucket]);
      due.set(`${key.modelId} 1 ${hour}`, [key.modelId, 1, hour]);
    }
  }
  const rows = inOrder(due);
  await session.query(
    `insert into telemetry_due (org_id, model_id, res, bucket, changed_at)
     select $1::uuid, w.*, $5 from unnest($2::uuid[], $3::smallint[], $4::timestamptz[]) as w
     on conflict (org_id, model_id, res, bucket) do update set changed_at = excluded.changed_at`,
    [
      orgId,
      rows.map(([modelId]) => modelId),
      rows.map(([, res]) => res),
      rows.map(([, , bucket]) => new Date(bucket).toISOString()),
      at,
    ],
  );
}

async function countWaiting(
  session: Session,
  orgId: string,
  waiting: readonly Waiting[],
  tools: FoldTools,
): Promise<void> {
  const known = await knownKeys(session, orgId, waiting);
  const batches = await takeIncrements(
    session,
    orgId,
    waiting.map(({ batch }) => withoutRepeats(batch)),
  );
  const models = [...new Set(batches.flatMap(({ subjects }) => subjects.map(([modelId]) => modelId)))];
  const frozenOf = await readFrozen(session, orgId, models);
  const { latenessMs } = await readDecisions(session, orgId);
  const fold = new TelemetryFold();
  batches.forEach((batch, index) => {
    fold.add(batch, {
      frozenOf,
      receivedAt: waiting[index]?.receivedAt ?? 0,
      latenessMs,
      known: known[index] ?? new Set(),
    });
  });
  const at = tools.now();
  const all = [...fold.columns(), ...fold.traffic(), ...fold.confidence(), ...fold.outcomes()];
  const idOf = await seriesIds(
    session,
    orgId,
    all.map(({ key }) => key),
    { newId: tools.newId, at },
  );
  const options = { orgId, idOf, now: at.getTime() };
  await writeWindows(session, trafficKind, fold.traffic(), options);
  await writeWindows(session, columnKind, fold.columns(), options);
  await writeWindows(session, confidenceKind, fold.confidence(), options);
  await writeWindows(session, outcomeKind, fold.outcomes(), options);
  await writeClients(session, orgId, fold.clients(), at.getTime());
  await noteSenders(session, orgId, waiting);
  await noteArrivals(session, orgId, waiting);
  await noteDue(session, orgId, all, at);
}

type Round = { database: TelemetryDatabase; orgId: string; tools: FoldTools };

/** Counts some batches in one transaction. Answers how many; 0 when another worker is at this organization. */
async function countRound({ database, orgId, tools }: Round, places: readonly Place[]): Promise<number> {
  return database.transaction(async (session) => {
    const lock = await session.query("select pg_try_advisory_xact_lock(hashtextextended($1, 7)) as mine", [
      `telemetry ${orgId}`,
    ]);
    if (lock.rows[0]?.["mine"] !== true) return 0;
    const waiting = await waitingOf(session, orgId, places);
    if (waiting.length === 0) return 0;
    await countWaiting(session, orgId, waiting, tools);
    await session.query(
      `delete from telemetry_inbox i using unnest($2::date[], $3::uuid[]) as w(day, id)
       where i.org_id = $1 and i.received_day = w.day and i.id = w.id`,
      [orgId, waiting.map(({ day }) => day), waiting.map(({ id }) => id)],
    );
    const signal = await session.query(
      "insert into live_event (org_id, user_id, entity_type, entity_id) values ($1::uuid, null, 'telemetry', $1::uuid::text) returning 1 as one",
      [orgId],
    );
    return signal.rowCount === 1 ? waiting.length : 0;
  });
}

/** Counts what can be counted: of batches that fail together each half is tried, until the ones that fail alone are found. */
async function countApart(round: Round, places: readonly Place[]): Promise<number> {
  try {
    return await countRound(round, places);
  } catch (error) {
    // A database that is away says nothing of the batches.
    if (isDatabaseTrouble(error)) throw error;
    const [first] = places;
    if (places.length === 1 && first !== undefined) {
      const reason = error instanceof Error ? error.message : String(error);
      await noteFailure(round.database, { orgId: round.orgId, id: first.id, reason, at: round.tools.now() });
      return 0;
    }
    const half = Math.ceil(places.length / 2);
    return (await countApart(round, places.slice(0, half))) + (await countApart(round, places.slice(half)));
  }
}

/**
 * Counts the oldest waiting batches of one organization: windows, clients and what was remembered change in the same
 * transaction in which the batches leave the inbox, so whatever dies in between, each batch counts once. One writer at a
 * time; answers how many batches it took, 0 when another is at it. A batch that cannot be counted waits for its next try and
 * is parked after the third; the others go on.
 */
export async function foldOrganization(database: TelemetryDatabase, orgId: string, tools: FoldTools): Promise<number> {
  const places = await oldestOf(database, orgId, tools.now());
  return places.length === 0 ? 0 : countApart({ database, orgId, tools }, places);
}

/** Organizations whose batches wait, without looking at every batch. */
export async function organizationsWaiting(database: TelemetryDatabase): Promise<string[]> {
  const { rows } = await database.query(
    `with recursive waiting as (
       (select org_id from telemetry_inbox order by org_id limit 1)
       union all
       select (select i.org_id from telemetry_inbox i where i.org_id > w.org_id order by i.org_id limit 1) from waiting w where w.org_id is not null
     ) select org_id::text as org_id from waiting where org_id is not null`,
  );
  return rows.map((row) => String(row["org_id"]));
}

/** One round over all organizations; answers how many batches were counted. */
export async function foldInbox(database: TelemetryDatabase, tools: FoldTools): Promise<number> {
  let counted = 0;
  for (const orgId of await organizationsWaiting(database)) counted += await foldOrganization(database, orgId, tools);
  return counted;
}
