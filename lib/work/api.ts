import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import { MarkedReadDto, NotificationPage, TaskDto, TaskPage, type ListTasksInput } from "./schema.ts";

/** Keys begin with the entity's word: live events fetch ["task"] and ["notification"] again. */

export const tasksQuery = (input: z.input<typeof ListTasksInput> = {}) =>
  queryOptions({
    queryKey: ["task", "list", input],
    queryFn: ({ signal }) => apiFetch("/tasks", { schema: TaskPage, search: input, signal }),
  });

export const notificationsQuery = () =>
  queryOptions({
    queryKey: ["notification", "list"],
    queryFn: ({ signal }) => apiFetch("/notifications", { schema: NotificationPage, signal }),
  });

type Closing = { id: string; expectedVersion: number };

export const completeTask = ({ id, ...body }: Closing) =>
  apiFetch(`/tasks/${id}/complete`, { schema: TaskDto, method: "POST", body });
export const cancelTask = ({ id, ...body }: Closing) =>
  apiFetch(`/tasks/${id}/cancel`, { schema: TaskDto, method: "POST", body });
export const markRead = (ids?: string[]) =>
  apiFetch("/notifications/mark-read", {
    schema: MarkedReadDto,
    method: "POST",
    body: ids === undefined ? {} : { ids },
  });
