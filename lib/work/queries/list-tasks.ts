import type { z } from "../../zod.ts";
import type { Actor } from "../../kernel/actor.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { invalid } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { ListTasksInput, TaskPage } from "../schema.ts";
import { toTaskDto } from "../task-dto.ts";
import { taskNames } from "../task-names.ts";

type Input = z.output<typeof ListTasksInput>;

function chosen(input: Input, actor: Actor): object {
  const { assignee, state, entityType, entityId } = input;
  return {
    ...(assignee === "anybody" ? {} : { assigneeId: actor.type === "user" ? actor.id : null }),
    ...(state === "all" ? {} : { state }),
    ...(entityType === undefined ? {} : { entityType }),
    ...(entityId === undefined ? {} : { entityId }),
  };
}

function behind(cursor: string | undefined): object {
  if (cursor === undefined || cursor === "") return {};
  const [at = "", id = ""] = decodeCursor(cursor, 2);
  const createdAt = new Date(at);
  if (Number.isNaN(createdAt.getTime())) invalid("cursor", "This cursor was not made here. Begin with the first page.");
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** Tasks, newest first: one's own, or of a thing, or all. */
export const listTasks = defineQuery({
  name: "task.list",
  summary: "Tasks, newest first: one's own, those of a thing, or all",
  permission: "task:read",
  input: ListTasksInput,
  output: TaskPage,
  http: "GET /tasks",
  async run({ db, input, ctx }) {
    const found = await db.task.findMany({
      where: { orgId: ctx.orgId, ...chosen(input, ctx.actor), ...behind(input.cursor) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
    });
    const rows = found.slice(0, input.limit);
    const names = await taskNames(db, ctx.orgId, rows);
    const last = rows.at(-1);
    const more = found.length > input.limit && last !== undefined;
    return {
      items: rows.map((row) => toTaskDto(row, names, ctx.actor)),
      nextCursor: more ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
    };
  },
});
