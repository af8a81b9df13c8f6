import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { evidenceAggregate } from "../aggregates.ts";
import { toEvidenceDto } from "../evidence-dto.ts";
import { EvidenceDto, WithdrawInput } from "../schema.ts";

/** Says that a piece of evidence no longer counts; it stays readable, with the reason in its history. */
export const withdrawEvidence = defineCommand({
  name: "evidence.withdraw",
  summary: "Say that a piece of evidence no longer counts, and why",
  permission: "evidence:write",
  input: WithdrawInput,
  output: EvidenceDto,
  http: "POST /evidence/{id}/withdraw",
  load: async ({ tx, input, ctx }) =>
    (await tx.evidence.findFirst({ where: { id: input.id, orgId: ctx.orgId } })) ?? notFound("evidence"),
  authorize({ target }) {
    if (target.withdrawnAt !== null) throw new AppError("precondition_failed", "This was withdrawn already.");
  },
  async run({ tx, input, target, ctx }) {
    const { count } = await tx.evidence.updateMany({
      where: { id: target.id, orgId: ctx.orgId, version: input.expectedVersion ?? target.version },
      data: { withdrawnAt: ctx.now(), version: { increment: 1 } },
    });
    const after = await tx.evidence.findUniqueOrThrow({ where: { id: target.id } });
    const result = toEvidenceDto(after, null, ctx.actor);
    if (count === 0) {
      throw new AppError("conflict", "Somebody withdrew this in the meantime.", { extra: { current: result } });
    }
    return { result, audit: [audited(evidenceAggregate, target, after, { reason: input.reason })] };
  },
});
