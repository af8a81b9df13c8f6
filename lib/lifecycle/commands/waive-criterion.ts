import { peopleById } from "../../people/queries/people-by-id.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { gateWaiverAggregate } from "../aggregates.ts";
import { eligiblePeople } from "../approvers.ts";
import { mentionedIn, toWaiverDto } from "../gate-dto.ts";
import { askPeople, gateTasks } from "../gate-tasks.ts";
import { openGate, personOf, requireMayAsk } from "../open-gate.ts";
import { WaiveInput, WaiverDto } from "../schema.ts";
import { waiverTaskTitle } from "../waiver-words.ts";

const YEAR_MS = 366 * 24 * 3600_000;

/** Asks that a criterion may stay open for a while. Somebody else decides; it lapses by itself. */
export const waiveCriterion = defineCommand({
  name: "gate.waive",
  summary: "Ask for a waiver of a criterion, with a reason and an end",
  permission: "gate:request",
  http: "POST /models/{id}/versions/{version}/gates/waivers",
  input: WaiveInput,
  output: WaiverDto,
  load: ({ tx, input, ctx }) => openGate(tx, ctx, input),
  authorize: ({ actor, target }) => requireMayAsk(actor, target),
  async run({ tx, input, target: source, ctx }) {
    const criterion = source.policy.criteria.find(({ id, enabled }) => id === input.criterion && enabled);
    if (criterion === undefined) invalid("criterion", "There is no such criterion here.");
    const at = ctx.now();
    const expiresAt = new Date(input.expiresAt);
    if (expiresAt <= at) invalid("expiresAt", "Choose a day that is still to come.");
    if (Number(expiresAt) - Number(at) > YEAR_MS) invalid("expiresAt", "A waiver lasts a year at most.");
    if (source.waivers.some((row) => row.criterion === input.criterion && row.state === "open")) {
      throw new AppError("conflict", "A waiver of this criterion is asked for already. Let it be decided first.");
    }
    const requestedBy = personOf(ctx.actor);
    const row = await tx.gateWaiver.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        versionId: source.row.id,
        criterion: input.criterion,
        reason: input.reason,
        expiresAt,
        state: "open",
        requestedBy,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    const asked = await askPeople(tx, ctx, {
      kind: gateTasks.waiver,
      versionId: source.row.id,
      title: waiverTaskTitle(source, criterion.title),
      detail: input.reason,
      people: await eligiblePeople(tx, ctx.orgId, new Set([requestedBy])),
    });
    const people = await peopleById(tx, ctx.orgId, [...mentionedIn(source), requestedBy]);
    return {
      result: toWaiverDto(row, source, people, ctx),
      audit: [audited(gateWaiverAggregate, null, row), ...asked],
    };
  },
});
