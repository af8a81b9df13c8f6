import { defineScratch, type CommandHttp } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import type { PlainTx } from "../../db/types.ts";
import { StoreBatchInput, StoredBatchDto } from "../ingest-schema.ts";
import { telemetryDefaults } from "../rules.ts";
import { keepSamples } from "../samples/keep-samples.ts";

/** Batches of an organization that wait longer than this make new ones wait outside. Seconds. */
const OLDEST_WAITING_S = 60;
const RETRY_S = 15;

function tooLarge(records: number, quota: number): never {
  const [holds, takes] = [records.toLocaleString("en"), quota.toLocaleString("en")];
  throw new AppError(
    "payload_too_large",
    `This batch holds ${holds} records; this organization takes ${takes} a minute. Send smaller batches, or let an administrator raise it under Settings → Telemetry.`,
    { extra: { records, recordsAMinute: quota } },
  );
}

function later(message: string, retryAfterSeconds: number): never {
  throw new AppError("rate_limited", message, { extra: { retryAfterSeconds } });
}

/**
 * Counts what came within this minute, over all processes: the row of the minute is locked until this batch is in or refused.
 * Answers the quota when it is exceeded.
 */
async function overQuota(tx: PlainTx, ctx: CommandContext, events: number, bytes: number): Promise<number | undefined> {
  const minute = new Date(Math.floor(ctx.now().getTime() / 60_000) * 60_000);
  const rows = await tx.$queryRawUnsafe<{ events: bigint; quota: number | null }[]>(
    `insert into telemetry_usage (org_id, minute, events, bytes) values ($1::uuid, $2::timestamptz, $3, $4)
     on conflict (org_id, minute) do update set events = telemetry_usage.events + excluded.events, bytes = telemetry_usage.bytes + excluded.bytes
     returning events, (select s.events_a_minute from telemetry_setting s where s.org_id = $1::uuid) as quota`,
    ctx.orgId,
    minute.toISOString(),
    events,
    bytes,
  );
  const quota = rows[0]?.quota ?? telemetryDefaults.eventsAMinute;
  return Number(rows[0]?.events ?? 0) > quota ? quota : undefined;
}

async function secondsWaiting(tx: PlainTx, ctx: CommandContext): Promise<number> {
  const rows = await tx.$queryRawUnsafe<{ received_at: Date }[]>(
    "select received_at from telemetry_inbox where org_id = $1::uuid order by received_at limit 1",
    ctx.orgId,
  );
  const oldest = rows[0]?.received_at;
  return oldest === undefined ? 0 : (ctx.now().getTime() - oldest.getTime()) / 1_000;
}

/** What was answered when the batch came before, undefined when it is new and its key is now taken. */
async function answeredBefore(
  tx: PlainTx,
  ctx: CommandContext,
  input: StoreBatchInput,
): Promise<{ status: number; response: string } | undefined> {
  const taken = await tx.$executeRawUnsafe(
    `insert into telemetry_batch_key (org_id, source, batch_key, batch_id, received_at, digest, accepted, rejected, status, response)
     values ($1::uuid, $2, $3, $4::uuid, $5::timestamptz, $6, $7, $8, $9, $10) on conflict do nothing`,
    ctx.orgId,
    input.source,
    input.batchKey,
    input.batchId,
    ctx.now().toISOString(),
    input.digest,
    input.accepted,
    input.rejected,
    input.status,
    input.response,
  );
  if (taken === 1) return undefined;
  const rows = await tx.$queryRawUnsafe<{ status: number; response: string }[]>(
    "select status, response from telemetry_batch_key where org_id = $1::uuid and source = $2 and batch_key = $3",
    ctx.orgId,
    input.source,
    input.batchKey,
  );
  return rows[0];
}

async function store(tx: PlainTx, ctx: CommandContext, input: StoreBatchInput) {
  const { batchId } = input;
  const before = await answeredBefore(tx, ctx, input);
  if (before !== undefined) return { outcome: "repeated" as const, ...before };
  const at = ctx.now().toISOString();
  await tx.$executeRawUnsafe(
    `insert into telemetry_inbox (org_id, received_day, id, received_at, source, key_id, events, body)
     values ($1::uuid, $2::date, $3::uuid, $4::timestamptz, $5, $6::uuid, $7, $8)`,
    ctx.orgId,
    at.slice(0, 10),
    batchId,
    at,
    input.source,
    ctx.actor.type === "apiKey" ? ctx.actor.id : null,
    input.accepted,
    input.body,
  );
  await keepSamples(tx, ctx.orgId, input.samples);
  return { outcome: "stored" as const, status: input.status, response: input.response };
}

/**
 * A door of telemetry: takes a batch that was read into the inbox, with its key and its answer, in one transaction. A batch
 * that came before is answered as the first time; when too much waits, nothing is stored and the sender is told when to try again.
 * Throws rate_limited then, and payload_too_large for a batch that alone holds more than the organization takes a minute.
 */
export function ingestDoor(door: { name: string; summary: string; http: CommandHttp; rawBody: readonly string[] }) {
  return defineScratch({
    ...door,
    permission: "telemetry:write",
    reason: "Batches wait in the inbox until they are counted; a digest of all of them is an entry every ten minutes.",
    input: StoreBatchInput,
    output: StoredBatchDto,
    plain: true,
    async run({ tx, input, ctx }) {
      const waiting = await secondsWaiting(tx, ctx);
      if (waiting > OLDEST_WAITING_S)
        later("Too many batches wait to be counted.", Math.min(300, Math.ceil(waiting / 4)));
      const stored = await store(tx, ctx, input);
      if (stored.outcome === "repeated") return stored;
      // The quota's row is the one that everybody writes: taken last, it is held for a moment only.
      const quota = await overQuota(tx, ctx, input.accepted, input.bytes);
      // Waiting helps no batch that alone is above it: that is final, so that nobody sends it for ever.
      if (quota !== undefined && input.accepted > quota) tooLarge(input.accepted, quota);
      if (quota !== undefined) later(`More than ${quota} records within a minute.`, RETRY_S);
      return stored;
    },
  });
}
