import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { taskAggregate } from "../aggregates.ts";
import { closeTask, loadTask, requireOpen } from "../close-task.ts";
import { CloseTaskInput, TaskDto } from "../schema.ts";
import { toTaskDto } from "../task-dto.ts";
import { taskNames } from "../task-names.ts";

/** Say that a task is done. */
export const completeTask = defineCommand({
  name: "task.complete",
  summary: "Say that a task is done",
  permission: "task:write",
  input: CloseTaskInput,
  output: TaskDto,
  http: "POST /tasks/{id}/complete",
  load: ({ tx, input, ctx }) => loadTask(tx, ctx.orgId, input.id),
  authorize: ({ target }) => requireOpen(target),
  async run({ tx, input, target, ctx }) {
    const expectedVersion = input.expectedVersion ?? target.version;
    const after = await closeTask(tx, ctx, target, { state: "done", expectedVersion });
    const result = toTaskDto(after, await taskNames(tx, ctx.orgId, [after]), ctx.actor);
    return { result, audit: [audited(taskAggregate, target, after, { reason: input.reason })] };
  },
});
