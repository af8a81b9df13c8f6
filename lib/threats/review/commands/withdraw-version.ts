import { defineCommand } from "../../../kernel/command.ts";
import { decideVersion, lockVersion } from "../decide-version.ts";
import { requireSubmitted } from "../load-version.ts";
import { VersionDto, WithdrawVersionInput } from "../schema.ts";

/** Takes a submitted version back before anybody decided on it. */
export const withdrawVersion = defineCommand({
  name: "threat_model_version.withdraw",
  summary: "Take a submitted version of a threat model back",
  permission: "threat:write",
  http: "POST /threat-model-versions/{id}/withdraw",
  input: WithdrawVersionInput,
  output: VersionDto,
  load: ({ tx, input, ctx }) => lockVersion(tx, ctx.orgId, input.id),
  authorize: ({ target: { version } }) => requireSubmitted(version),
  run: ({ tx, input, target, ctx }) => decideVersion(tx, ctx, target, { state: "withdrawn", reason: input.reason }),
});
