import type { Tx } from "../../db/types.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { peopleInCharge } from "../../people/queries/people-in-charge.ts";
import { notify } from "../../work/notify.ts";
import { openTask } from "../../work/open-task.ts";
import { z } from "../../zod.ts";
import type { AssetKind, NodeType } from "../assets/rules.ts";
import { ownedWords } from "../owned-words.ts";
import { OWNER_TASK } from "../rules.ts";

async function ownedBy(tx: Tx, orgId: string, ownerId: string): Promise<{ type: NodeType; name: string }[]> {
  const where = { orgId, ownerId, state: "active" };
  const order = { orderBy: { sortName: "asc" } } as const;
  const models = await tx.model.findMany({ where, ...order, select: { name: true } });
  const assets = await tx.asset.findMany({ where, ...order, select: { name: true, kind: true } });
  return [
    ...models.map(({ name }) => ({ type: "model" as const, name })),
    ...assets.map(({ name, kind }) => ({ type: kind as AssetKind, name })),
  ];
}

/** Opens one task for those in charge about everything that a person who was shut out still owns. */
export const askForOwner = defineCommand({
  name: "inventory.ask_for_owner",
  summary: "Open a task about what a person who left still owns",
  permission: "system:operate",
  input: z.strictObject({ userId: z.uuid() }),
  output: z.strictObject({ things: z.int() }),
  async run({ tx, input, ctx }) {
    const person = await tx.user.findFirst({ where: { id: input.userId, orgId: ctx.orgId } });
    if (person?.state !== "disabled") throw new AppError("precondition_failed", "This person can sign in.");
    const owned = await ownedBy(tx, ctx.orgId, person.id);
    if (owned.length === 0) throw new AppError("precondition_failed", "This person owns nothing.");
    const about = { type: "user", id: person.id };
    const open = { orgId: ctx.orgId, kind: OWNER_TASK, entityId: person.id, state: "open" };
    if ((await tx.task.count({ where: open })) > 0) {
      throw new AppError("precondition_failed", "There is an open task about this person's things.");
    }
    const words = ownedWords(person.name, owned);
    const [first = null, ...others] = await peopleInCharge(tx, ctx.orgId);
    const { item } = await openTask(tx, ctx, { kind: OWNER_TASK, ...words, entity: about, assigneeId: first });
    await notify(tx, ctx, { userIds: others, kind: OWNER_TASK, ...words, entity: about });
    return { result: { things: owned.length }, audit: [item] };
  },
});
