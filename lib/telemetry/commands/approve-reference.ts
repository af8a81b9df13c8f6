import { defineCommand } from "../../kernel/command.ts";
import { requireDifferentPerson } from "../../kernel/different-person.ts";
import { decideReference, loadProposed } from "../reference/decide-reference.ts";
import { retireFrozen } from "../reference/freeze-reference.ts";
import { DecideReferenceInput } from "../reference-schema.ts";
import { ReferenceDto } from "../schema.ts";

/** Puts a proposed reference in force; the one before retires. Windows judged by it stay as they were judged. */
export const approveReference = defineCommand({
  name: "telemetry.approve_reference",
  summary: "Agree to another reference that somebody else proposed",
  permission: "telemetry:approve",
  http: "POST /telemetry-references/{id}/approve",
  input: DecideReferenceInput,
  output: ReferenceDto,
  load: ({ tx, input, ctx }) => loadProposed(tx, ctx.orgId, input.id),
  authorize({ actor, target }) {
    requireDifferentPerson(actor, target.proposedBy, "this reference");
  },
  async run({ tx, input, target, ctx }) {
    const also = await retireFrozen(tx, ctx, target.modelId);
    const { reason, expectedVersion } = input;
    return decideReference(tx, ctx, target, { state: "frozen", reason, expectedVersion, also });
  },
});
