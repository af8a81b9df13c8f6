import { defineScratch } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { MarkedReadDto, MarkReadInput } from "../schema.ts";

/** Marks one's own notifications as read: some, or all. Ids of others' are passed over. */
export const markNotificationsRead = defineScratch({
  name: "notification.mark_read",
  summary: "Mark one's own notifications as read: some, or all",
  permission: "self:manage",
  reason: "A read mark says nothing about what is governed",
  input: MarkReadInput,
  output: MarkedReadDto,
  http: "POST /notifications/mark-read",
  async run({ tx, input, ctx }) {
    const { actor } = ctx;
    if (actor.type !== "user") throw new AppError("forbidden", "Only a person has notifications.");
    const unread = { orgId: ctx.orgId, userId: actor.id, readAt: null };
    await tx.notification.updateMany({
      where: { ...unread, ...(input.ids === undefined ? {} : { id: { in: input.ids } }) },
      data: { readAt: ctx.now() },
    });
    ctx.touch("notification", actor.id, actor.id);
    return { unread: await tx.notification.count({ where: unread }) };
  },
});
