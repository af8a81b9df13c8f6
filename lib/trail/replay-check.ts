import { defineJob, type Job } from "../jobs/define-job.ts";
import type { Aggregate } from "../kernel/aggregate.ts";
import { defineScratch } from "../kernel/command.ts";
import { defineQuery, runQuery } from "../kernel/query.ts";
import { runCommand, runScratch } from "../kernel/run-command.ts";
import { AppError } from "../kernel/errors.ts";
import { log } from "../log.ts";
import { z } from "../zod.ts";
import { reportReplay } from "./commands/report-replay.ts";
import { readReplayRun } from "./queries/read-replay-run.ts";
import { replayOrganization } from "./replay.ts";
import { ReplayReportDto, RequestedReplayDto } from "./schema.ts";

const StartedReplayDto = z.strictObject({ ...ReplayReportDto.shape, startedAt: z.iso.datetime() });

const recordReplay = defineScratch({
  name: "audit.record_replay",
  summary: "Keep the findings of the replay check",
  permission: "system:operate",
  reason: "derived from the log and the live records; overwritten with each later run",
  input: StartedReplayDto,
  output: z.strictObject({}),
  async run({ tx, input, ctx }) {
    const { startedAt, ...report } = input;
    const facts = { ...report, startedAt, finishedAt: ctx.now() };
    const known = await tx.replayRun.findUnique({ where: { orgId: ctx.orgId }, select: { startedAt: true } });
    if (known !== null && known.startedAt > new Date(startedAt)) return {};
    await tx.replayRun.upsert({ where: { orgId: ctx.orgId }, create: { orgId: ctx.orgId, ...facts }, update: facts });
    return {};
  },
});

const NAME = "replay";

/** A later check of an organization replaces one that has not begun. */
const keyOf = (orgId: string): string => `audit.replay:${orgId}`;

/** Opens or closes the task about what was found; most of the time it is as it should be, and then nothing happens. */
async function report(orgId: string): Promise<void> {
  try {
    await runCommand(reportReplay, { actor: { type: "system", name: NAME, orgId }, input: {} });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "precondition_failed") throw error;
  }
}

const JobInput = z.strictObject({
  _cron: z.unknown().optional().describe("Added by the queue's clock"),
  orgId: z.uuid().optional().describe("The organization to check; left out: a job for each of them"),
});

/** The comparison itself, for these aggregates. */
const defineCheck = (aggregates: () => readonly Aggregate<never>[]) =>
  defineQuery({
    name: "audit.check_replay",
    summary: "Compare the log with the live records now",
    permission: "system:operate",
    input: z.strictObject({}),
    output: StartedReplayDto,
    async run({ db, ctx }) {
      const startedAt = ctx.now().toISOString();
      return { ...(await replayOrganization(db, ctx.orgId, aggregates())), startedAt };
    },
  });

async function replay(orgId: string, checkReplay: ReturnType<typeof defineCheck>): Promise<void> {
  const actor = { type: "system" as const, name: NAME, orgId };
  const found = await runQuery(checkReplay, { actor, input: {} });
  await runScratch(recordReplay, { actor, input: found });
  if (found.findingCount > 0) log.error("the log and the live records differ", { orgId, findings: found.findingCount });
  await report(orgId);
}

type ReplayJob = Job<typeof JobInput>;

/** One that fails is tried again by itself, and holds none of the others up. */
const defineSpread = (replayJob: () => ReplayJob) =>
  defineScratch({
    name: "audit.spread_replay",
    summary: "Queue a replay check for each organization",
    permission: "system:operate",
    scope: "installation",
    reason: "a comparison changes nothing; what it finds opens a task, which is an entry",
    input: z.strictObject({}),
    output: z.strictObject({ organizations: z.int() }),
    async run({ tx, ctx }) {
      const rows = await tx.organization.findMany({ select: { id: true } });
      for (const { id } of rows) ctx.enqueue(replayJob(), { orgId: id }, { key: keyOf(id) });
      return { organizations: rows.length };
    },
  });

/** A second request before the first has begun is the same request. */
const defineRequest = (replayJob: () => ReplayJob) =>
  defineScratch({
    name: "audit.request_replay",
    summary: "Have the log compared with the live records now; the answer comes before the comparison",
    permission: "audit:check",
    reason: "a comparison changes nothing; what it finds opens a task, which is an entry",
    input: z.strictObject({}),
    output: RequestedReplayDto,
    http: "POST /audit/replay",
    async run({ ctx }) {
      ctx.enqueue(replayJob(), { orgId: ctx.orgId }, { key: keyOf(ctx.orgId) });
      return { requestedAt: ctx.now().toISOString() };
    },
  });

/** The replay check for these aggregates: a query that runs it, the job that does every night, and the way to ask for it now. */
export function defineReplayCheck(aggregates: () => readonly Aggregate<never>[]) {
  const checkReplay = defineCheck(aggregates);
  const spreadReplay = defineSpread(() => replayJob);
  const spread = async (): Promise<void> => {
    await runScratch(spreadReplay, { actor: { type: "system", name: NAME }, input: {} });
  };
  const replayJob: ReplayJob = defineJob({
    name: "audit.replay",
    input: JobInput,
    cron: "41 2 * * *",
    handler: async () => ({ run: ({ orgId }) => (orgId === undefined ? spread() : replay(orgId, checkReplay)) }),
  });
  const requestReplay = defineRequest(() => replayJob);
  return {
    checkReplay,
    replayJob,
    requestReplay,
    queries: [checkReplay, readReplayRun],
    scratches: [recordReplay, requestReplay, spreadReplay],
  };
}
