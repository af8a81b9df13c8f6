import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { witnessAggregate } from "../aggregates.ts";
import { AddWitnessInput, WitnessDto } from "../schema.ts";
import { checkWitnessKey, toWitnessDto } from "../witness-dto.ts";

/** Adds a witness: from now on it is asked to cosign every checkpoint. */
export const addWitness = defineCommand({
  name: "witness.add",
  summary: "Ask another witness to cosign the log's checkpoints",
  permission: "audit:manage",
  input: AddWitnessInput,
  output: WitnessDto,
  http: "POST /audit/witnesses",
  reauthenticate: true,
  async run({ tx, input, ctx }) {
    checkWitnessKey(input.vkey);
    const at = ctx.now();
    const row = await tx.witness.create({
      data: { id: ctx.newId(), orgId: ctx.orgId, ...input, state: "active", version: 1, createdAt: at, updatedAt: at },
    });
    return { result: toWitnessDto(row), audit: [audited(witnessAggregate, null, row)] };
  },
});
