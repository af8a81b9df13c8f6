import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { witnessAggregate } from "../aggregates.ts";
import { RemoveWitnessInput, WitnessDto } from "../schema.ts";
import { toWitnessDto } from "../witness-dto.ts";

/** Stops asking a witness; its cosignatures stay. */
export const removeWitness = defineCommand({
  name: "witness.remove",
  summary: "Stop asking a witness; what it cosigned stays",
  permission: "audit:manage",
  input: RemoveWitnessInput,
  output: WitnessDto,
  http: "POST /audit/witnesses/{id}/remove",
  reauthenticate: true,
  load: async ({ tx, input, ctx }) =>
    (await tx.witness.findFirst({ where: { id: input.id, orgId: ctx.orgId, state: { not: "removed" } } })) ??
    notFound("witness"),
  async run({ tx, input, target, ctx }) {
    const { count } = await tx.witness.updateMany({
      where: { id: target.id, orgId: ctx.orgId, version: input.expectedVersion ?? target.version },
      data: { state: "removed", version: { increment: 1 }, updatedAt: ctx.now() },
    });
    const after = await tx.witness.findUniqueOrThrow({ where: { id: target.id } });
    if (count === 0) {
      const extra = { current: toWitnessDto(after) };
      throw new AppError("conflict", "Somebody changed this witness in the meantime.", { extra });
    }
    return { result: toWitnessDto(after), audit: [audited(witnessAggregate, target, after)] };
  },
});
