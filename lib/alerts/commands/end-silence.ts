import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { peopleById } from "../../people/queries/people-by-id.ts";
import { silenceAggregate } from "../aggregates.ts";
import { reviewMatching } from "../review-quiet.ts";
import { EndSilenceInput, SilenceDto } from "../schema.ts";
import { toSilenceDto } from "../silence-dto.ts";

/** Ends a silence before its time; alerts that go on are told. */
export const endSilence = defineCommand({
  name: "alert_silence.end",
  summary: "End a silence",
  permission: "alert:handle",
  http: "POST /alert-silences/{id}/end",
  input: EndSilenceInput,
  output: SilenceDto,
  load: async ({ tx, input, ctx }) =>
    (await tx.alertSilence.findFirst({ where: { id: input.id, orgId: ctx.orgId } })) ?? notFound("silence"),
  async run({ tx, input, target, ctx }) {
    if (target.endedAt !== null) throw new AppError("precondition_failed", "This silence was ended already.");
    const { count } = await tx.alertSilence.updateMany({
      where: { id: target.id, orgId: ctx.orgId, version: input.expectedVersion ?? target.version },
      data: { endedAt: ctx.now(), version: { increment: 1 }, updatedAt: ctx.now() },
    });
    if (count === 0) throw new AppError("conflict", "Somebody changed this silence in the meantime.");
    const after = await tx.alertSilence.findUniqueOrThrow({ where: { id: target.id } });
    const people = await peopleById(tx, ctx.orgId, [after.createdBy]);
    const told = await reviewMatching(tx, ctx, after);
    return { result: toSilenceDto(after, people), audit: [audited(silenceAggregate, target, after), ...told] };
  },
});
