import type { Threat, Tx } from "../../db/types.ts";
import type { CommandContext } from "../../kernel/context.ts";
import { notify } from "../../work/notify.ts";

/** Tells the owner of a threat that it is theirs now. */
export async function tellOwner(tx: Tx, ctx: CommandContext, before: Threat | null, after: Threat): Promise<void> {
  if (after.ownerId === null || after.ownerId === before?.ownerId) return;
  await notify(tx, ctx, {
    userIds: [after.ownerId],
    kind: "threat_assigned",
    title: `A threat is yours: ${after.title}`.slice(0, 200),
    detail: after.dueOn === null ? "" : `Due on ${after.dueOn.toISOString().slice(0, 10)}.`,
    entity: { type: "threat", id: after.id },
  });
}
