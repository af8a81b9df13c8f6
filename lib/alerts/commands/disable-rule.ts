import { defineCommand } from "../../kernel/command.ts";
import { changeRule } from "../change-rule.ts";
import { loadRule } from "../rule-row.ts";
import { RuleDto, RuleInput } from "../schema-rules.ts";

/** Switches a rule off; its open alerts end. */
export const disableRule = defineCommand({
  name: "alert_rule.disable",
  summary: "Switch an alert rule off; its open alerts end",
  permission: "alert:manage",
  http: "POST /alert-rules/{id}/disable",
  input: RuleInput,
  output: RuleDto,
  load: ({ tx, input, ctx }) => loadRule(tx, ctx.orgId, input.id),
  run: ({ tx, input, target, ctx }) =>
    changeRule(tx, ctx, {
      before: target,
      expectedVersion: input.expectedVersion,
      data: { enabled: false },
      anew: "Its rule was switched off.",
    }),
});
