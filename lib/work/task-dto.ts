import type { Task } from "../db/types.ts";
import type { Actor } from "../kernel/actor.ts";
import { can } from "../kernel/can.ts";
import type { z } from "../zod.ts";
import type { TaskDto } from "./schema.ts";

/** A task as clients see it; `names` are people's names by id. */
export function toTaskDto(row: Task, names: ReadonlyMap<string, string>, actor: Actor): z.input<typeof TaskDto> {
  const mayClose = row.state === "open" && can(actor, "task:write");
  const hasEntity = row.entityType !== null && row.entityId !== null;
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    detail: row.detail,
    entity: hasEntity ? { type: row.entityType ?? "", id: row.entityId ?? "" } : null,
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: names.get(row.assigneeId) ?? "" },
    createdBy: row.createdBy === null ? null : (names.get(row.createdBy) ?? null),
    state: row.state as "open" | "done" | "cancelled",
    dueAt: row.dueAt?.toISOString() ?? null,
    doneAt: row.doneAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    abilities: { complete: mayClose, cancel: mayClose },
  };
}
