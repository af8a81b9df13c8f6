import { defineCommand } from "../../kernel/command.ts";
import { openTask } from "../open-task.ts";
import { CreateTaskInput, TaskDto } from "../schema.ts";
import { toTaskDto } from "../task-dto.ts";
import { taskNames } from "../task-names.ts";

/** Asks somebody, or whoever sees it, to do something. */
export const createTask = defineCommand({
  name: "task.create",
  summary: "Ask somebody to do something, about a thing or not",
  permission: "task:write",
  input: CreateTaskInput,
  output: TaskDto,
  http: "POST /tasks",
  async run({ tx, input, ctx }) {
    const dueAt = input.dueAt === null ? null : new Date(input.dueAt);
    const { task, item } = await openTask(tx, ctx, { ...input, dueAt });
    return { result: toTaskDto(task, await taskNames(tx, ctx.orgId, [task]), ctx.actor), audit: [item] };
  },
});
