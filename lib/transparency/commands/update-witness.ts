import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { witnessAggregate } from "../aggregates.ts";
import { UpdateWitnessInput, WitnessDto } from "../schema.ts";
import { toWitnessDto } from "../witness-dto.ts";

/** Changes a witness's name or address, or pauses it. Its key never changes: that would be another witness. */
export const updateWitness = defineCommand({
  name: "witness.update",
  summary: "Change a witness's name or address, pause it or go on with it",
  permission: "audit:manage",
  input: UpdateWitnessInput,
  output: WitnessDto,
  http: "PATCH /audit/witnesses/{id}",
  reauthenticate: true,
  load: async ({ tx, input, ctx }) =>
    (await tx.witness.findFirst({ where: { id: input.id, orgId: ctx.orgId, state: { not: "removed" } } })) ??
    notFound("witness"),
  async run({ tx, input, target, ctx }) {
    const { name = target.name, url = target.url, state = target.state } = input;
    const { count } = await tx.witness.updateMany({
      where: { id: target.id, orgId: ctx.orgId, version: input.expectedVersion },
      data: { name, url, state, version: { increment: 1 }, updatedAt: ctx.now() },
    });
    const after = await tx.witness.findUniqueOrThrow({ where: { id: target.id } });
    if (count === 0) {
      const extra = { current: toWitnessDto(after) };
      throw new AppError("conflict", "Somebody changed this witness in the meantime.", { extra });
    }
    return { result: toWitnessDto(after), audit: [audited(witnessAggregate, target, after)] };
  },
});
