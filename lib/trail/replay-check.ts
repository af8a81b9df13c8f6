import { defineJob } from "../jobs/define-job.ts";
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

const listOrganizations = defineQuery({
  name: "audit.replay_organizations",
  summary: "Organizations whose log the replay check compares",
  permission: "system:operate",
  scope: "installation",
  input: z.strictObject({}),
  output: z.strictObject({ ids: z.array(z.uuid()), at: z.iso.datetime() }),
  async run({ db, ctx }) {
    const rows = await db.organization.findMany({ select: { id: true }, orderBy: { id: "asc" } });
    return { ids: rows.map(({ id }) => id), at: ctx.now().toISOString() };
  },
});

const recordReplay = defineScratch({
  name: "audit.record_replay",
  summary: "Keep the findings of the replay check",
  permission: "system:operate",
  reason: "derived from the log and the live records; overwritten with each later run",
  input: z.strictObject({ ...ReplayReportDto.shape, startedAt: z.iso.datetime() }),
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
  orgId: z.uuid().optional().describe("The one organization to check; left out: all of them"),
});

/** The replay check for these aggregates: a query that runs it, the job that does every night, and the way to ask for it now. */
export function defineReplayCheck(aggregates: () => readonly Aggregate<never>[]) {
  const checkReplay = defineQuery({
    name: "audit.check_replay",
    summary: "Compare the log with the live records now",
    permission: "system:operate",
    input: z.strictObject({}),
    output: ReplayReportDto,
    run: ({ db, ctx }) => replayOrganization(db, ctx.orgId, aggregates()),
  });

  async function replay(wanted: string | undefined): Promise<void> {
    const { ids, at } = await runQuery(listOrganizations, { actor: { type: "system", name: NAME }, input: {} });
    for (const orgId of wanted === undefined ? ids : ids.filter((id) => id === wanted)) {
      const actor = { type: "system" as const, name: NAME, orgId };
      const startedAt = wanted === undefined ? (await runQuery(listOrganizations, { actor, input: {} })).at : at;
      const found = await runQuery(checkReplay, { actor, input: {} });
      await runScratch(recordReplay, { actor, input: { ...found, startedAt } });
      if (found.findingCount > 0)
        log.error("the log and the live records differ", { orgId, findings: found.findingCount });
      await report(orgId);
    }
  }

  const replayJob = defineJob({
    name: "audit.replay",
    input: JobInput,
    cron: "41 2 * * *",
    handler: async () => ({ run: ({ orgId }) => replay(orgId) }),
  });

  /** A second request before the first has begun is the same request. */
  const requestReplay = defineScratch({
    name: "audit.request_replay",
    summary: "Have the log compared with the live records now; the answer comes before the comparison",
    permission: "audit:check",
    reason: "a comparison changes nothing; what it finds opens a task, which is an entry",
    input: z.strictObject({}),
    output: RequestedReplayDto,
    http: "POST /audit/replay",
    async run({ ctx }) {
      ctx.enqueue(replayJob, { orgId: ctx.orgId }, { key: `audit.replay:${ctx.orgId}` });
      return { requestedAt: ctx.now().toISOString() };
    },
  });

  return {
    checkReplay,
    replayJob,
    requestReplay,
    queries: [checkReplay, listOrganizations, readReplayRun],
    scratches: [recordReplay, requestReplay],
  };
}
