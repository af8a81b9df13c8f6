import type { Tx } from "../db/types.ts";
import type { PersonDto } from "../inventory/schema.ts";
import type { AuditItem } from "../kernel/aggregate.ts";
import type { CommandContext } from "../kernel/context.ts";
import { closeTasksAbout } from "../work/close-task.ts";
import { notify } from "../work/notify.ts";
import { openTask } from "../work/open-task.ts";

/** Kinds of the tasks that gates open. */
export const gateTasks = {
  approve: "gate_approval",
  move: "gate_move",
  waiver: "gate_waiver",
  invalid: "gate_invalid",
} as const;
type Kind = (typeof gateTasks)[keyof typeof gateTasks];

/** More people than this are told, but get no task of their own. */
const MOST_TASKS = 5;

type Ask = { kind: Kind; versionId: string; title: string; detail: string; people: readonly Pick<PersonDto, "id">[] };

const aboutVersion = (id: string): { type: string; id: string } => ({ type: "model_version", id });

/** Opens a task about a version for each of these people, and tells those beyond the first five. */
export async function askPeople(tx: Tx, ctx: CommandContext, ask: Ask): Promise<AuditItem[]> {
  const { kind, versionId, title, detail, people } = ask;
  const entity = aboutVersion(versionId);
  const items: AuditItem[] = [];
  for (const { id } of people.slice(0, MOST_TASKS)) {
    items.push((await openTask(tx, ctx, { kind, title, detail, entity, assigneeId: id })).item);
  }
  const others = people.slice(MOST_TASKS).map(({ id }) => id);
  await notify(tx, ctx, { userIds: others, kind, title, detail, entity });
  return items;
}

/** Closes the open tasks of these kinds about a version. */
export function settle(tx: Tx, ctx: CommandContext, versionId: string, ...kinds: Kind[]): Promise<AuditItem[]> {
  return closeTasksAbout(tx, ctx, { kinds, entity: aboutVersion(versionId) }, "done");
}

/** Closes the open tasks about one waiver of a version. */
export function settleWaiver(tx: Tx, ctx: CommandContext, versionId: string, title: string): Promise<AuditItem[]> {
  return closeTasksAbout(tx, ctx, { kinds: [gateTasks.waiver], entity: aboutVersion(versionId), title }, "done");
}

/** Tells people about a version, in the application and by mail. */
export async function tell(
  tx: Tx,
  ctx: CommandContext,
  note: { people: readonly (string | null)[]; versionId: string; kind: string; title: string; detail: string },
): Promise<void> {
  const { people, versionId, ...words } = note;
  await notify(tx, ctx, { userIds: people.filter((id) => id !== null), entity: aboutVersion(versionId), ...words });
}
