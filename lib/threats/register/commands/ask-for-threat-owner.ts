import { defineCommand } from "../../../kernel/command.ts";
import { AppError } from "../../../kernel/errors.ts";
import { peopleInCharge } from "../../../people/queries/people-in-charge.ts";
import { notify } from "../../../work/notify.ts";
import { openTask } from "../../../work/open-task.ts";
import { z } from "../../../zod.ts";
import { threatTasks } from "../rules.ts";

const MOST_NAMED = 8;

/** Opens one task for those in charge about the open threats of a person who was shut out. */
export const askForThreatOwner = defineCommand({
  name: "threat.ask_for_owner",
  summary: "Open a task about the threats that a person who left still owns",
  permission: "system:operate",
  input: z.strictObject({ userId: z.uuid() }),
  output: z.strictObject({ threats: z.int() }),
  async run({ tx, input, ctx }) {
    const person = await tx.user.findFirst({ where: { id: input.userId, orgId: ctx.orgId } });
    if (person?.state !== "disabled") throw new AppError("precondition_failed", "This person can sign in.");
    const where = { orgId: ctx.orgId, ownerId: person.id, state: { in: ["suggested", "accepted"] } };
    const threats = await tx.threat.count({ where });
    if (threats === 0) throw new AppError("precondition_failed", "This person owns no open threat.");
    const open = { orgId: ctx.orgId, kind: threatTasks.owner, entityId: person.id, state: "open" };
    if ((await tx.task.count({ where: open })) > 0) {
      throw new AppError("precondition_failed", "There is an open task about this person's threats.");
    }
    const worst = await tx.threat.findMany({ where, orderBy: [{ rank: "desc" }, { id: "asc" }], take: MOST_NAMED });
    const more = threats > MOST_NAMED ? ` and ${threats - MOST_NAMED} more` : "";
    const words = {
      kind: threatTasks.owner,
      title: `Find a new owner for ${threats === 1 ? "1 open threat" : `${threats.toLocaleString("en-GB")} open threats`} of ${person.name}`,
      detail: `${person.name} can no longer sign in. ${worst.map(({ title }) => title).join("; ")}${more}.`.slice(
        0,
        4000,
      ),
      entity: { type: "user", id: person.id },
    };
    const [first = null, ...others] = await peopleInCharge(tx, ctx.orgId);
    const { item } = await openTask(tx, ctx, { ...words, title: words.title.slice(0, 200), assigneeId: first });
    await notify(tx, ctx, { ...words, title: words.title.slice(0, 200), userIds: others });
    return { result: { threats }, audit: [item] };
  },
});
