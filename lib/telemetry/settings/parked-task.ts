import type { Tx } from "../../db/types.ts";
import { audited, type AuditItem } from "../../kernel/aggregate.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { taskAggregate } from "../../work/aggregates.ts";
import { closeTask, loadTask } from "../../work/close-task.ts";
import { notify } from "../../work/notify.ts";
import { openTask } from "../../work/open-task.ts";
import { peopleInCharge } from "../../people/queries/people-in-charge.ts";
import type { ParkedRow } from "./parked-row.ts";

/** The kind of task that parked batches open. */
const PARKED_TASK = "telemetry_parked";

const many = (count: number, one: string, more: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : more}`;

/** The open tasks of this kind, locked: of two who decide about the last two batches at once, the second one sees none left. */
async function lockTasks(tx: Tx, orgId: string): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    "select id::text as id from task where org_id = $1::uuid and kind = $2 and state = 'open' order by id for update",
    orgId,
    PARKED_TASK,
  );
  return rows.map(({ id }) => id);
}

/**
 * Opens one task for the security lead about batches that were parked, and tells the others who may decide; while it is open, more
 * batches open no other. The caller returns the items with its own.
 */
export async function openParkedTask(tx: Tx, ctx: CommandContext, parked: readonly ParkedRow[]): Promise<AuditItem[]> {
  const [first] = parked;
  if (first === undefined || (await lockTasks(tx, ctx.orgId)).length > 0) return [];
  const records = parked.reduce((sum, { events }) => sum + events, 0);
  const words = {
    title: "Decide about telemetry that could not be counted",
    detail: `${many(records, "record", "records")} in ${many(parked.length, "batch", "batches")} could not be counted after three tries: ${first.reason}. Let each be tried again or discard it under Settings → Telemetry; this closes when none is left.`,
  };
  const [lead = null, ...others] = await peopleInCharge(tx, ctx.orgId);
  const { item } = await openTask(tx, ctx, { kind: PARKED_TASK, ...words, assigneeId: lead });
  await notify(tx, ctx, { userIds: others, kind: PARKED_TASK, ...words });
  return [item];
}

/** Closes that task when no batch is parked any more. The caller returns the items with its own. */
export async function closeParkedTask(tx: Tx, ctx: CommandContext): Promise<AuditItem[]> {
  const open = await lockTasks(tx, ctx.orgId);
  const left = await tx.$queryRawUnsafe<unknown[]>(
    "select 1 as one from telemetry_parked where org_id = $1::uuid limit 1",
    ctx.orgId,
  );
  if (left.length > 0) return [];
  const items: AuditItem[] = [];
  for (const id of open) {
    const task = await loadTask(tx, ctx.orgId, id);
    const after = await closeTask(tx, ctx, task, { state: "done", expectedVersion: task.version });
    items.push(audited(taskAggregate, task, after, { reason: "No batch is parked any more." }));
  }
  return items;
}
