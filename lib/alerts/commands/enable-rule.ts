import { defineCommand } from "../../kernel/command.ts";
import { changeRule } from "../change-rule.ts";
import { loadRule } from "../rule-row.ts";
import { RuleDto, RuleInput } from "../schema-rules.ts";

/** Switches a rule on: it looks at windows from now on. */
export const enableRule = defineCommand({
  name: "alert_rule.enable",
  summary: "Switch an alert rule on",
  permission: "alert:manage",
  http: "POST /alert-rules/{id}/enable",
  input: RuleInput,
  output: RuleDto,
  load: ({ tx, input, ctx }) => loadRule(tx, ctx.orgId, input.id),
  run: ({ tx, input, target, ctx }) =>
    changeRule(tx, ctx, { before: target, expectedVersion: input.expectedVersion, data: { enabled: true } }),
});
