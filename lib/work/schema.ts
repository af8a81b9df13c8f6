import { z } from "../zod.ts";

const Moment = z.iso.datetime();
const ExpectedVersion = z.int().min(1).describe("Version that the change was made from; another one is a conflict");

export const EntityReference = z.strictObject({
  type: z.string().min(1).max(60).describe("Kind of thing, as in the trail: model, version, incident"),
  id: z.string().min(1).max(200),
});

export const TaskDto = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  entity: EntityReference.nullable(),
  assignee: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
  createdBy: z.string().nullable().describe("Name of who asked; null for the product itself"),
  state: z.enum(["open", "done", "cancelled"]),
  dueAt: Moment.nullable(),
  doneAt: Moment.nullable(),
  version: z.int(),
  createdAt: Moment,
  abilities: z.strictObject({ complete: z.boolean(), cancel: z.boolean() }),
});

export const CreateTaskInput = z.strictObject({
  kind: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, "Use small letters, digits and underscores.")
    .max(60)
    .default("to_do")
    .describe("What sort of task; domains use words of their own"),
  title: z.string().trim().min(1, "Say what is to be done.").max(200),
  detail: z.string().trim().max(4000).default(""),
  entity: EntityReference.nullable().default(null).describe("What it is about"),
  assigneeId: z.uuid().nullable().default(null).describe("Who must act; null is whoever sees it"),
  dueAt: Moment.nullable().default(null),
});
export const CloseTaskInput = z.strictObject({
  id: z.uuid(),
  expectedVersion: ExpectedVersion.optional(),
  reason: z.string().trim().max(1000).optional().describe("Kept with the entry"),
});

const Page = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe("Rows of one page"),
  cursor: z.string().max(500).optional().describe("Where the page before ended"),
};

export const ListTasksInput = z.strictObject({
  assignee: z.enum(["me", "anybody"]).default("me").describe("Tasks assigned to the asking person, or all"),
  state: z.enum(["open", "done", "cancelled", "all"]).default("open"),
  entityType: z.string().max(60).optional(),
  entityId: z.string().max(200).optional(),
  ...Page,
});
export const TaskPage = z.strictObject({ items: z.array(TaskDto), nextCursor: z.string().nullable() });

export const NotificationDto = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  entity: EntityReference.nullable(),
  createdAt: Moment,
  readAt: Moment.nullable(),
});
export const ListNotificationsInput = z.strictObject({
  show: z.enum(["all", "unread"]).default("all"),
  ...Page,
});
export const NotificationPage = z.strictObject({
  items: z.array(NotificationDto),
  nextCursor: z.string().nullable(),
  unread: z.int().describe("Unread ones altogether"),
});
export const MarkReadInput = z.strictObject({
  ids: z.array(z.uuid()).max(200).optional().describe("Which; left out: all of them"),
});
export const MarkedReadDto = z.strictObject({ unread: z.int() });

export type Task = z.output<typeof TaskDto>;
export type Note = z.output<typeof NotificationDto>;
