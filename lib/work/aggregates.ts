import type { Task } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

export const taskAggregate = defineAggregate<Task>({
  type: "task",
  table: "task",
  schema: 1,
  label: "task",
  image: (row) => ({
    kind: row.kind,
    title: row.title,
    detail: row.detail,
    entityType: row.entityType,
    entityId: row.entityId,
    assigneeId: row.assigneeId,
    createdBy: row.createdBy,
    state: row.state,
    dueAt: row.dueAt?.toISOString() ?? null,
    doneAt: row.doneAt?.toISOString() ?? null,
  }),
});
