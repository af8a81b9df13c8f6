import { defineJob } from "../jobs/define-job.ts";
import type { Aggregate } from "../kernel/aggregate.ts";
import { defineScratch } from "../kernel/command.ts";
import { defineQuery, runQuery } from "../kernel/query.ts";
import { runScratch } from "../kernel/run-command.ts";
import { log } from "../log.ts";
import { z } from "../zod.ts";
import { replayOrganization } from "./replay.ts";
import { ReplayReportDto, ReplayRunDto } from "./schema.ts";

/** The last result of the replay check, or null before the first. */
export const readReplayRun = defineQuery({
  name: "audit.replay",
  summary: "What the last comparison of the log with the live records found",
  permission: "audit:read",
  http: "GET /audit/replay",
  input: z.strictObject({}),
  output: z.strictObject({ run: ReplayRunDto.nullable() }),
  async run({ db, ctx }) {
    const row = await db.replayRun.findUnique({ where: { orgId: ctx.orgId } });
    if (row === null) return { run: null };
    return {
      run: {
        compared: Number(row.compared),
        notComparable: Number(row.notComparable),
        findingCount: row.findingCount,
        findings: ReplayReportDto.shape.findings.parse(row.findings),
        startedAt: row.startedAt.toISOString(),
        finishedAt: row.finishedAt.toISOString(),
      },
    };
  },
});

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
  reason: "derived from the log and the live records; overwritten with each run",
  input: z.strictObject({ ...ReplayReportDto.shape, startedAt: z.iso.datetime() }),
  output: z.strictObject({}),
  async run({ tx, input, ctx }) {
    const { startedAt, ...report } = input;
    const facts = { ...report, startedAt, finishedAt: ctx.now() };
    await tx.replayRun.upsert({ where: { orgId: ctx.orgId }, create: { orgId: ctx.orgId, ...facts }, update: facts });
    return {};
  },
});

/** The replay check for these aggregates: a query that runs it now, and the job that runs it every night. */
export function defineReplayCheck(aggregates: () => readonly Aggregate<never>[]) {
  const checkReplay = defineQuery({
    name: "audit.check_replay",
    summary: "Compare the log with the live records now",
    permission: "system:operate",
    input: z.strictObject({}),
    output: ReplayReportDto,
    run: ({ db, ctx }) => replayOrganization(db, ctx.orgId, aggregates()),
  });

  async function replayAll(): Promise<void> {
    const name = "replay";
    const { ids } = await runQuery(listOrganizations, { actor: { type: "system", name }, input: {} });
    for (const orgId of ids) {
      const actor = { type: "system" as const, name, orgId };
      const { at } = await runQuery(listOrganizations, { actor, input: {} });
      const report = await runQuery(checkReplay, { actor, input: {} });
      await runScratch(recordReplay, { actor, input: { ...report, startedAt: at } });
      if (report.findingCount > 0)
        log.error("the log and the live records differ", { orgId, findings: report.findingCount });
    }
  }

  const replayJob = defineJob({
    name: "audit.replay",
    input: z.strictObject({ _cron: z.unknown().optional().describe("Added by the queue's clock") }),
    cron: "41 2 * * *",
    handler: async () => ({ run: replayAll }),
  });

  return {
    checkReplay,
    replayJob,
    queries: [checkReplay, listOrganizations, readReplayRun],
    scratches: [recordReplay],
  };
}
