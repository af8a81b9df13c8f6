import { erasedItem, redact, type Eraser } from "../kernel/eraser.ts";
import { taskAggregate } from "./aggregates.ts";

type Arguments = Parameters<Eraser["erase"]>[0];

/** Rows that name the person, found without regard to the case of letters. */
async function naming(args: Arguments, table: "task" | "notification"): Promise<string[]> {
  const rows = await args.tx.$queryRawUnsafe<{ id: string }[]>(
    `select id::text as id from ${table} where org_id = $1::uuid and exists (
       select 1 from unnest($2::text[]) t where position(lower(t) in lower(title || ' ' || detail)) > 0) order by id`,
    args.ctx.orgId,
    [...args.subject.texts],
  );
  return rows.map(({ id }) => id);
}

async function eraseNotifications(args: Arguments): Promise<void> {
  const { tx, ctx, subject } = args;
  if (subject.type === "user") await tx.notification.deleteMany({ where: { orgId: ctx.orgId, userId: subject.id } });
  await tx.notification.deleteMany({ where: { id: { in: await naming(args, "notification") } } });
}

/** Forgets a person in tasks (their words stay, the person's name goes) and in notifications (the whole row goes). */
export const workEraser: Eraser = {
  tables: ["task", "notification"],
  async erase(args) {
    const { tx, ctx, subject } = args;
    await eraseNotifications(args);
    const tasks = await tx.task.findMany({ where: { id: { in: await naming(args, "task") } }, orderBy: { id: "asc" } });
    const items = [];
    for (const before of tasks) {
      const after = await tx.task.update({
        where: { id: before.id, version: before.version },
        data: {
          title: redact(before.title, subject.texts),
          detail: redact(before.detail, subject.texts),
          updatedAt: ctx.now(),
          version: { increment: 1 },
        },
      });
      items.push(erasedItem(taskAggregate, { before, after, fields: ["title", "detail"] }));
    }
    return items;
  },
};
