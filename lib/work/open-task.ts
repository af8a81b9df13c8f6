import type { Task, Tx } from "../db/types.ts";
import { audited, type AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { invalid } from "../kernel/errors.ts";
import { entityExists } from "../kernel/entity-exists.ts";
import { taskAggregate } from "./aggregates.ts";
import { notify } from "./notify.ts";

type NewTask = {
  kind: string;
  title: string;
  detail?: string;
  entity?: { type: string; id: string } | null;
  assigneeId?: string | null;
  dueAt?: Date | null;
};

async function requireAssignee(tx: Tx, orgId: string, assigneeId: string): Promise<void> {
  const person = await tx.user.findFirst({ where: { id: assigneeId, orgId }, select: { state: true } });
  if (person === null) invalid("assigneeId", "There is no such person here.");
  if (person.state !== "active") invalid("assigneeId", "This person is disabled.");
}

/**
 * Opens a task inside a command's transaction and tells the person it is for. The caller returns `item` with its own audit
 * items. Throws invalid_input when the person or the thing it is about is not of this organization.
 */
export async function openTask(tx: Tx, ctx: CommandContext, task: NewTask): Promise<{ task: Task; item: AuditItem }> {
  const { kind, title, detail = "", entity = null, assigneeId = null, dueAt = null } = task;
  if (assigneeId !== null) await requireAssignee(tx, ctx.orgId, assigneeId);
  if (entity !== null && !(await entityExists(tx, ctx.orgId, entity.type, entity.id))) {
    invalid("entity.id", "There is nothing here that this could be about.");
  }
  const at = ctx.now();
  const row = await tx.task.create({
    data: {
      id: ctx.newId(),
      orgId: ctx.orgId,
      kind,
      title,
      detail,
      entityType: entity?.type ?? null,
      entityId: entity?.id ?? null,
      assigneeId,
      createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
      state: "open",
      dueAt,
      version: 1,
      createdAt: at,
      updatedAt: at,
    },
  });
  if (assigneeId !== null) {
    await notify(tx, ctx, { userIds: [assigneeId], kind: "task_assigned", title, detail, entity });
  }
  return { task: row, item: audited(taskAggregate, null, row) };
}
