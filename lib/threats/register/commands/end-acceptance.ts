import type { Threat, Tx } from "../../../db/types.ts";
import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { peopleInCharge } from "../../../people/queries/people-in-charge.ts";
import { peopleById } from "../../../people/queries/people-by-id.ts";
import { openTask } from "../../../work/open-task.ts";
import { z } from "../../../zod.ts";
import { changeThreat } from "../change-threat.ts";
import { loadThreat } from "../load-threat.ts";
import { dayOf, threatTasks } from "../rules.ts";

/** The owner if they can act, or the first of those in charge. */
async function whoActs(tx: Tx, orgId: string, threat: Threat): Promise<string | null> {
  const people = await peopleById(tx, orgId, [threat.ownerId]);
  if (threat.ownerId !== null && people.get(threat.ownerId)?.active === true) return threat.ownerId;
  return (await peopleInCharge(tx, orgId))[0] ?? null;
}

/** Opens a threat again whose risk was accepted until a day that has passed, and leaves a task about it. */
export const endAcceptance = defineCommand({
  name: "threat.end_acceptance",
  summary: "Open a threat again whose acceptance has ended",
  permission: "system:operate",
  input: z.strictObject({ id: z.uuid() }),
  output: z.strictObject({ state: z.string() }),
  load: async ({ tx, input, ctx }) => {
    await tx.$queryRaw`select id from threat where id = ${input.id}::uuid and org_id = ${ctx.orgId}::uuid for update`;
    return loadThreat(tx, ctx.orgId, input.id);
  },
  async run({ tx, target, ctx }) {
    const until = target.acceptedUntil === null ? "" : dayOf(target.acceptedUntil);
    if (target.state !== "accepted_risk" || until >= dayOf(ctx.now())) {
      throw new AppError("precondition_failed", "This acceptance has not ended.");
    }
    const data = { state: "accepted", acceptedUntil: null, acceptRequestedBy: null, acceptedBy: null };
    const reason = `The risk was accepted until ${until}.`;
    const { after, item } = await changeThreat(tx, ctx, target, { data, reason });
    const { item: task } = await openTask(tx, ctx, {
      kind: threatTasks.expired,
      title: `An accepted risk is open again: ${target.title}`.slice(0, 200),
      detail: `${reason} Treat it, or ask to accept it again.`,
      entity: { type: "threat", id: target.id },
      assigneeId: await whoActs(tx, ctx.orgId, target),
    });
    return { result: { state: after.state }, audit: [item, task] };
  },
});
