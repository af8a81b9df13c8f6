import { taskAggregate } from "./aggregates.ts";
import { cancelTask } from "./commands/cancel-task.ts";
import { completeTask } from "./commands/complete-task.ts";
import { createTask } from "./commands/create-task.ts";
import { markNotificationsRead } from "./commands/mark-notifications-read.ts";
import { workEraser } from "./eraser.ts";
import { listNotifications } from "./queries/list-notifications.ts";
import { listTasks } from "./queries/list-tasks.ts";

/** Everything of this domain for the registry. */
export const work = {
  aggregates: [taskAggregate],
  commands: [cancelTask, completeTask, createTask],
  scratches: [markNotificationsRead],
  queries: [listNotifications, listTasks],
  erasers: [workEraser],
} as const;
