import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { invalid } from "../../kernel/errors.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { silenceAggregate } from "../aggregates.ts";
import { reviewMatching } from "../review-quiet.ts";
import { AddSilenceInput, SilenceDto } from "../schema.ts";
import { toSilenceDto } from "../silence-dto.ts";

/** Silences matching alerts for a time: they are kept and shown, and tell nobody. Open ones are marked at once. */
export const addSilence = defineCommand({
  name: "alert_silence.add",
  summary: "Silence matching alerts for a time, once or again and again",
  permission: "alert:handle",
  http: "POST /alert-silences",
  input: AddSilenceInput,
  output: SilenceDto,
  async run({ tx, input, ctx }) {
    const { matchers, from, to, everyMs, reason } = input;
    const length = to.getTime() - from.getTime();
    if (length <= 0) invalid("to", "The end comes after the begin.");
    if (everyMs !== null && everyMs <= length) invalid("everyMs", "It must be over before it comes again.");
    const at = ctx.now();
    const row = await tx.alertSilence.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        matchers,
        fromAt: from,
        toAt: to,
        everyMs,
        reason,
        createdBy: ctx.actor.type === "user" ? ctx.actor.id : null,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    const people = await peopleById(tx, ctx.orgId, [row.createdBy]);
    const hushed = await reviewMatching(tx, ctx, row);
    return { result: toSilenceDto(row, people), audit: [audited(silenceAggregate, null, row), ...hushed] };
  },
});
