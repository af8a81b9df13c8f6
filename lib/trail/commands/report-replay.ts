import type { ReplayRun, Task, Tx } from "../../db/types.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { AppError } from "../../kernel/errors.ts";
import { taskAggregate } from "../../work/aggregates.ts";
import { closeTask } from "../../work/close-task.ts";
import { notify } from "../../work/notify.ts";
import { openTask } from "../../work/open-task.ts";
import { peopleInCharge } from "../../people/queries/people-in-charge.ts";
import { z } from "../../zod.ts";
import { planTask, REPLAY_TASK, taskWords } from "../replay-task.ts";
import { ReplayReportDto } from "../schema.ts";

type Target = { run: ReplayRun; newest: Task | null };

async function close(tx: Tx, ctx: CommandContext, task: Task, state: "done" | "cancelled"): Promise<AuditItem> {
  const after = await closeTask(tx, ctx, task, { state, expectedVersion: task.version });
  const reason =
    state === "done"
      ? "The replay check finds nothing any more."
      : "The findings have changed; another task tells what there is now.";
  return audited(taskAggregate, task, after, { reason });
}

async function open(tx: Tx, ctx: CommandContext, run: ReplayRun): Promise<AuditItem> {
  const found = { findingCount: run.findingCount, findings: ReplayReportDto.shape.findings.parse(run.findings) };
  const words = taskWords(found, run.finishedAt);
  const [first = null, ...others] = await peopleInCharge(tx, ctx.orgId);
  const { item } = await openTask(tx, ctx, { kind: REPLAY_TASK, ...words, assigneeId: first });
  await notify(tx, ctx, { userIds: others, kind: REPLAY_TASK, ...words });
  return item;
}

const tellClean = async (tx: Tx, ctx: CommandContext): Promise<void> =>
  notify(tx, ctx, {
    userIds: await peopleInCharge(tx, ctx.orgId),
    kind: "replay_clean",
    title: "The records match the audit trail again",
    detail: "The replay check finds nothing any more. Its task is closed.",
  });

async function lockedRun(tx: Tx, orgId: string): Promise<Target> {
  await tx.$queryRaw`select 1 as one from replay_run where org_id = ${orgId}::uuid for update`;
  const run = await tx.replayRun.findUnique({ where: { orgId } });
  if (run === null) throw new AppError("precondition_failed", "The replay check has not run yet.");
  const newest = await tx.task.findFirst({
    where: { orgId, kind: REPLAY_TASK },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return { run, newest };
}

/** Opens, replaces or closes the task about what the last replay check found; refuses where it is as it should be. */
export const reportReplay = defineCommand({
  name: "audit.report_replay",
  summary: "Open or close the task about what the last comparison of the log with the live records found",
  permission: "system:operate",
  input: z.strictObject({}),
  output: z.strictObject({ done: z.enum(["open", "replace", "close"]) }),
  load: ({ tx, ctx }) => lockedRun(tx, ctx.orgId),
  async run({ tx, target: { run, newest }, ctx }) {
    const { findingCount } = run;
    const findings = ReplayReportDto.shape.findings.parse(run.findings);
    const plan = planTask(newest, { findingCount, findings });
    if (plan === "leave") throw new AppError("precondition_failed", "The task is as it should be.");
    if (newest === null || plan === "open") {
      return { result: { done: "open" as const }, audit: [await open(tx, ctx, run)] };
    }
    if (plan === "close") {
      const item = await close(tx, ctx, newest, "done");
      await tellClean(tx, ctx);
      return { result: { done: plan }, audit: [item] };
    }
    const closed = await close(tx, ctx, newest, "cancelled");
    return { result: { done: plan }, audit: [closed, await open(tx, ctx, run)] };
  },
});
