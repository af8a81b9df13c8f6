import { appendAll, type AuditRecord } from "../audit/append.ts";
import { openLog } from "../audit/open-log.ts";
import { writer } from "../db/client.ts";
import { plainTransaction } from "../db/plain-transaction.ts";
import type { Tx } from "../db/types.ts";
import { readDatabaseError } from "../db/errors.ts";
import { prismaExec } from "../db/exec.ts";
import { env } from "../env.ts";
import { enqueueAll, type EnqueuedJob } from "../jobs/enqueue.ts";
import type { z } from "../zod.ts";
import { actorRef, type Actor } from "./actor.ts";
import { noted, type AuditItem } from "./aggregate.ts";
import { can } from "./can.ts";
import type { Command, Scratch } from "./command.ts";
import type { Call, CommandContext } from "./context.ts";
import { AppError } from "./errors.ts";
import { newId } from "./ids.ts";
import { organizationOf, parseInput } from "./input.ts";

const ATTEMPTS = 4;
const TIMEOUT_MS = 60_000;
const REAUTHENTICATION_MS = 10 * 60_000;

type Started = { actor: Actor; requestId: string; instant: Date };
type Touch = { entityType: string; entityId: string; userId: string };

function toRecord(item: AuditItem, command: string): AuditRecord {
  return {
    entityType: item.entity[0],
    entityId: item.entity[1],
    action: item.action ?? command,
    schema: item.schema,
    before: item.before,
    after: item.after,
    ...(item.reason === undefined ? {} : { reason: item.reason }),
    ...(item.personal === undefined ? {} : { personal: item.personal }),
  };
}

function translate(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const failure = readDatabaseError(error);
  if (failure.kind === "unique") {
    return new AppError("conflict", "Another record already uses this value.", {
      errors: failure.fields.map((path) => ({ path, message: "This value is already taken." })),
      cause: error,
    });
  }
  if (failure.kind === "reference") {
    return new AppError("conflict", "Something else still refers to this, or what it refers to is gone.", {
      cause: error,
    });
  }
  if (failure.kind === "unavailable" || failure.kind === "retry") {
    return new AppError("unavailable", "The database is busy or away. Nothing was changed; try again.", {
      cause: error,
    });
  }
  return error;
}

type Transaction = <T>(work: (tx: Tx) => Promise<T>, timeoutMs: number) => Promise<T>;

const ordinary: Transaction = (work, timeoutMs) => writer().$transaction(work, { timeout: timeoutMs, maxWait: 10_000 });

const plain: Transaction = (work) => plainTransaction((tx) => work(tx as Tx));

async function inTransaction<T>(
  work: (tx: Tx) => Promise<T>,
  { timeoutMs = TIMEOUT_MS, transaction = ordinary }: { timeoutMs?: number; transaction?: Transaction } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction(work, timeoutMs);
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (attempt < ATTEMPTS && readDatabaseError(error).kind === "retry") continue;
      throw translate(error);
    }
  }
}

function start(call: Call<unknown>): Started {
  return { actor: call.actor, requestId: call.requestId ?? newId(), instant: call.now?.() ?? new Date() };
}

/** One entry per actor, command and hour: a refused permission is worth knowing, a flood of them is not. */
async function noteRefusal(name: string, permission: string, started: Started): Promise<void> {
  const { actor, instant } = started;
  if (actor.type !== "user" && actor.type !== "apiKey") return;
  await inTransaction(async (tx) => {
    const exec = prismaExec(tx);
    const hour = new Date(Math.floor(instant.getTime() / 3_600_000) * 3_600_000).toISOString();
    const rows = await exec(
      `insert into rate_limit (key, window_start, hits) values ($1, $2::timestamptz, 1)
       on conflict (key, window_start) do update set hits = rate_limit.hits + 1 returning hits`,
      [`refused:${actor.id}:${name}`, hour],
    );
    if (Number(rows[0]?.["hits"]) !== 1) return;
    const item = noted("refusal", actor.id, { command: name, permission }, { action: "permission.refused" });
    await append(tx, actor.orgId, started, [toRecord(item, "permission.refused")]);
  });
}

async function refuse(name: string, permission: string, started: Started): Promise<never> {
  if (started.actor.type === "anonymous") throw new AppError("unauthenticated", "Please sign in first.");
  await noteRefusal(name, permission, started);
  throw new AppError("forbidden", "Your role does not allow this.");
}

function requireRecentProof(actor: Actor, instant: Date): void {
  if (actor.type !== "user") return;
  if (instant.getTime() - actor.authenticatedAtMs <= REAUTHENTICATION_MS) return;
  throw new AppError("precondition_failed", "Please confirm that it is you, then try again.", {
    extra: { reauthenticate: true },
  });
}

async function append(tx: Tx, orgId: string, started: Started, records: readonly AuditRecord[]): Promise<void> {
  await appendAll(prismaExec(tx), {
    orgId,
    actor: { type: started.actor.type, ref: actorRef(started.actor) },
    requestId: started.requestId,
    at: started.instant,
    newId,
    records,
  });
}

type Collected = { ctx: CommandContext; jobs: EnqueuedJob[]; touches: Touch[] };

function collect(tx: Tx, orgId: string, started: Started): Collected {
  const jobs: EnqueuedJob[] = [];
  const touches: Touch[] = [];
  const ctx: CommandContext = {
    orgId,
    actor: started.actor,
    requestId: started.requestId,
    now: () => started.instant,
    newId,
    enqueue: (job, input, options) => jobs.push({ job, payload: job.input.parse(input), ...options }),
    touch: (entityType, entityId, userId) => touches.push({ entityType, entityId, userId }),
    openLog: (id) => openLog(prismaExec(tx), { orgId: id, publicUrl: env().MODELKEEP_URL, newId, at: started.instant }),
  };
  return { ctx, jobs, touches };
}

async function finish(tx: Tx, orgId: string, collected: Collected): Promise<void> {
  const exec = prismaExec(tx);
  await enqueueAll(exec, collected.jobs);
  if (collected.touches.length === 0) return;
  await exec(
    `insert into live_event (org_id, user_id, entity_type, entity_id)
     select $1::uuid, t.user_id, t.type, t.id from unnest($2::uuid[], $3::text[], $4::text[]) as t(user_id, type, id) returning 1 as one`,
    [
      orgId,
      collected.touches.map((t) => t.userId),
      collected.touches.map((t) => t.entityType),
      collected.touches.map((t) => t.entityId),
    ],
  );
}

/**
 * Runs a command: permission, input, then in one transaction target, rules, change, entries and jobs; then the output.
 * Serialization failures and deadlocks are tried again. Throws AppError; anything else is a fault of ours.
 */
export async function runCommand<Input extends z.ZodType, Output extends z.ZodType, Target>(
  command: Command<Input, Output, Target>,
  call: Call<z.input<Input>>,
): Promise<z.output<Output>> {
  const started = start(call);
  if (!can(call.actor, command.permission)) await refuse(command.name, command.permission, started);
  const input = parseInput(command.input, call.input);
  if (command.reauthenticate === true) requireRecentProof(call.actor, started.instant);
  const result = await inTransaction(
    async (tx) => {
      const now = (): Date => started.instant;
      const orgId =
        command.organization === undefined
          ? organizationOf(call.actor)
          : await command.organization({ tx, input, newId, now });
      const collected = collect(tx, orgId, started);
      const base = { tx, input, ctx: collected.ctx };
      const target = (command.load === undefined ? undefined : await command.load(base)) as Target;
      command.authorize?.({ actor: call.actor, input, target });
      const done = await command.run({ ...base, target });
      await append(
        tx,
        orgId,
        started,
        done.audit.map((item) => toRecord(item, command.name)),
      );
      await finish(tx, orgId, collected);
      return done.result;
    },
    command.timeoutMs === undefined ? {} : { timeoutMs: command.timeoutMs },
  );
  return command.output.parse(result);
}

/** Runs a write that leaves no entry. The guard still refuses it on every audited table. */
export async function runScratch<Input extends z.ZodType, Output extends z.ZodType>(
  scratch: Scratch<Input, Output>,
  call: Call<z.input<Input>>,
): Promise<z.output<Output>> {
  const started = start(call);
  if (!can(call.actor, scratch.permission)) await refuse(scratch.name, scratch.permission, started);
  const input = parseInput(scratch.input, call.input);
  const result = await inTransaction(
    async (tx) => {
      const orgId = scratch.scope === "installation" ? "" : organizationOf(call.actor);
      const collected = collect(tx, orgId, started);
      const done = await scratch.run({ tx, input, ctx: collected.ctx });
      await finish(tx, orgId, collected);
      return done;
    },
    scratch.plain === true ? { transaction: plain } : {},
  );
  return scratch.output.parse(result);
}
