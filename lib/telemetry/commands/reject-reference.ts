import { defineCommand } from "../../kernel/command.ts";
import { decideReference, loadProposed } from "../reference/decide-reference.ts";
import { DecideReferenceInput } from "../reference-schema.ts";
import { ReferenceDto } from "../schema.ts";

/** Refuses a proposed reference, or takes one's own proposal back. */
export const rejectReference = defineCommand({
  name: "telemetry.reject_reference",
  summary: "Refuse a proposed reference; the one in force stays",
  permission: "telemetry:approve",
  http: "POST /telemetry-references/{id}/reject",
  input: DecideReferenceInput,
  output: ReferenceDto,
  load: ({ tx, input, ctx }) => loadProposed(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const { reason, expectedVersion } = input;
    return decideReference(tx, ctx, target, { state: "rejected", reason, expectedVersion, also: [] });
  },
});
