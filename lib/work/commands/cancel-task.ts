import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { taskAggregate } from "../aggregates.ts";
import { closeTask, loadTask, requireOpen } from "../close-task.ts";
import { CloseTaskInput, TaskDto } from "../schema.ts";
import { toTaskDto } from "../task-dto.ts";
import { taskNames } from "../task-names.ts";

/** Close a task that need not be done. */
export const cancelTask = defineCommand({
  name: "task.cancel",
  summary: "Close a task that need not be done",
  permission: "task:write",
  input: CloseTaskInput,
  output: TaskDto,
  http: "POST /tasks/{id}/cancel",
  load: ({ tx, input, ctx }) => loadTask(tx, ctx.orgId, input.id),
  authorize: ({ target }) => requireOpen(target),
  async run({ tx, input, target, ctx }) {
    const expectedVersion = input.expectedVersion ?? target.version;
    const after = await closeTask(tx, ctx, target, { state: "cancelled", expectedVersion });
    const result = toTaskDto(after, await taskNames(tx, ctx.orgId, [after]), ctx.actor);
    return { result, audit: [audited(taskAggregate, target, after, { reason: input.reason })] };
  },
});
