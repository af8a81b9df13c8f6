import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { defineQuery } from "../../kernel/query.ts";
import { ListNotificationsInput, NotificationPage } from "../schema.ts";

function behind(cursor: string | undefined): object {
  if (cursor === undefined || cursor === "") return {};
  const [at = "", id = ""] = decodeCursor(cursor, 2);
  const createdAt = new Date(at);
  if (Number.isNaN(createdAt.getTime())) invalid("cursor", "This cursor was not made here. Begin with the first page.");
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** One's own notifications, newest first. */
export const listNotifications = defineQuery({
  name: "notification.list",
  summary: "One's own notifications, newest first",
  permission: "self:read",
  input: ListNotificationsInput,
  output: NotificationPage,
  http: "GET /notifications",
  async run({ db, input, ctx }) {
    if (ctx.actor.type !== "user") throw new AppError("forbidden", "Only a person has notifications.");
    const mine = { orgId: ctx.orgId, userId: ctx.actor.id };
    const found = await db.notification.findMany({
      where: { ...mine, ...(input.show === "unread" ? { readAt: null } : {}), ...behind(input.cursor) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
    });
    const rows = found.slice(0, input.limit);
    const last = rows.at(-1);
    const more = found.length > input.limit && last !== undefined;
    return {
      items: rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        title: row.title,
        detail: row.detail,
        entity: row.entityType === null || row.entityId === null ? null : { type: row.entityType, id: row.entityId },
        createdAt: row.createdAt.toISOString(),
        readAt: row.readAt?.toISOString() ?? null,
      })),
      nextCursor: more ? encodeCursor([last.createdAt.toISOString(), last.id]) : null,
      unread: await db.notification.count({ where: { ...mine, readAt: null } }),
    };
  },
});
