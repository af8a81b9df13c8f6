import type { Task, Tx } from "../db/types.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { AppError, notFound } from "../kernel/errors.ts";
import { taskAggregate } from "./aggregates.ts";
import { taskNames } from "./task-names.ts";
import { toTaskDto } from "./task-dto.ts";

/** The task of this id within the organization. Throws not_found. */
export async function loadTask(tx: Tx, orgId: string, id: string): Promise<Task> {
  return (await tx.task.findFirst({ where: { id, orgId } })) ?? notFound("task");
}

/** Throws precondition_failed for a task that is closed already. */
export function requireOpen(task: Task): void {
  if (task.state === "open") return;
  const how = task.state === "done" ? "done" : "cancelled";
  throw new AppError("precondition_failed", `This task is ${how} already.`);
}

/** Moves an open task to its end. Throws conflict when somebody changed it in the meantime. */
export async function closeTask(
  tx: Tx,
  ctx: CommandContext,
  task: Task,
  to: { state: "done" | "cancelled"; expectedVersion: number },
): Promise<Task> {
  const at = ctx.now();
  const { count } = await tx.task.updateMany({
    where: { id: task.id, orgId: ctx.orgId, version: to.expectedVersion },
    data: { state: to.state, doneAt: to.state === "done" ? at : null, updatedAt: at, version: { increment: 1 } },
  });
  const after = await loadTask(tx, ctx.orgId, task.id);
  if (count === 1) return after;
  const current = toTaskDto(after, await taskNames(tx, ctx.orgId, [after]), ctx.actor);
  throw new AppError("conflict", "Somebody changed this task in the meantime.", { extra: { current } });
}

type About = { kinds: readonly string[]; entity: { type: string; id: string }; title?: string };

/**
 * Closes the open tasks of these kinds about a thing, with this title where one is given, inside the command that settled
 * them. The caller returns the items with its own.
 */
export async function closeTasksAbout(
  tx: Tx,
  ctx: CommandContext,
  { kinds, entity, title }: About,
  state: "done" | "cancelled",
): Promise<AuditItem[]> {
  const open = await tx.task.findMany({
    where: {
      orgId: ctx.orgId,
      kind: { in: [...kinds] },
      entityType: entity.type,
      entityId: entity.id,
      state: "open",
      ...(title === undefined ? {} : { title }),
    },
    orderBy: { id: "asc" },
  });
  const items: AuditItem[] = [];
  for (const task of open) {
    const after = await closeTask(tx, ctx, task, { state, expectedVersion: task.version });
    items.push(audited(taskAggregate, task, after));
  }
  return items;
}
