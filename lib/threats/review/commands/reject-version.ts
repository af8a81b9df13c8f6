import { defineCommand } from "../../../kernel/command.ts";
import { requireDifferentPerson } from "../../../kernel/different-person.ts";
import { decideVersion, lockVersion } from "../decide-version.ts";
import { requireSubmitted } from "../load-version.ts";
import { RejectVersionInput, VersionDto } from "../schema.ts";

/** Sends a submitted version back with the reason. */
export const rejectVersion = defineCommand({
  name: "threat_model_version.reject",
  summary: "Reject a submitted version of a threat model",
  permission: "threat:approve",
  http: "POST /threat-model-versions/{id}/reject",
  input: RejectVersionInput,
  output: VersionDto,
  load: ({ tx, input, ctx }) => lockVersion(tx, ctx.orgId, input.id),
  authorize({ actor, target: { version } }) {
    requireSubmitted(version);
    requireDifferentPerson(actor, version.submittedBy, "this version");
  },
  run: ({ tx, input, target, ctx }) => decideVersion(tx, ctx, target, { state: "rejected", reason: input.reason }),
});
