import { defineCommand } from "../../../kernel/command.ts";
import { AppError, invalid } from "../../../kernel/errors.ts";
import { peopleInCharge } from "../../../people/queries/people-in-charge.ts";
import { notify } from "../../../work/notify.ts";
import { openTask } from "../../../work/open-task.ts";
import { changeThreat, requireVersion } from "../change-threat.ts";
import { lockThreat } from "../load-threat.ts";
import { ACCEPTED_AT_MOST_DAYS, dayOf, threatTasks } from "../rules.ts";
import { RequestAcceptanceInput, ThreatDto } from "../schema.ts";
import { settleAcceptance } from "../settle-acceptance.ts";
import { threatDto } from "../threat-dto.ts";

const DAY_MS = 86_400_000;
/** More people than this are told, but get no task of their own. */
const MOST_TASKS = 5;

function requireUntil(until: string, now: Date): void {
  if (until <= dayOf(now)) invalid("until", "Choose a day in the future.");
  if (until > dayOf(new Date(now.getTime() + ACCEPTED_AT_MOST_DAYS * DAY_MS))) {
    invalid("until", `A risk can be accepted for at most ${ACCEPTED_AT_MOST_DAYS} days.`);
  }
}

/** Asks somebody else to accept a risk until a day. The threat stays open until they did. */
export const requestAcceptance = defineCommand({
  name: "threat.request_acceptance",
  summary: "Ask to accept the risk of a threat until a day",
  permission: "threat:write",
  http: "POST /threats/{id}/request-acceptance",
  input: RequestAcceptanceInput,
  output: ThreatDto,
  load: ({ tx, input, ctx }) => lockThreat(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    await requireVersion(tx, ctx, target, input.expectedVersion);
    const { actor } = ctx;
    if (actor.type !== "user") throw new AppError("forbidden", "Only a person can ask to accept a risk.");
    const ended = target.acceptedUntil !== null && dayOf(target.acceptedUntil) < dayOf(ctx.now());
    if (target.state === "accepted_risk" && !ended) {
      throw new AppError("precondition_failed", "This risk is accepted already.");
    }
    requireUntil(input.until, ctx.now());
    const settled = await settleAcceptance(tx, ctx, target, "cancelled");
    const data = {
      state: "accepted",
      stateReason: input.reason,
      acceptedUntil: new Date(input.until),
      acceptRequestedBy: actor.id,
      acceptedBy: null,
    };
    const { after, item } = await changeThreat(tx, ctx, target, { data, reason: input.reason });
    const others = (await peopleInCharge(tx, ctx.orgId)).filter((id) => id !== actor.id);
    const words = {
      kind: threatTasks.acceptance,
      title: `Decide on accepting a risk: ${target.title}`.slice(0, 200),
      detail: `${actor.name} asks to accept it until ${input.until}. ${input.reason}`.slice(0, 4000),
      entity: { type: "threat", id: target.id },
    };
    const tasks = [];
    for (const assigneeId of others.slice(0, MOST_TASKS))
      tasks.push((await openTask(tx, ctx, { ...words, assigneeId })).item);
    await notify(tx, ctx, { ...words, userIds: others.slice(MOST_TASKS) });
    return { result: await threatDto(tx, ctx, after), audit: [item, ...settled, ...tasks] };
  },
});
