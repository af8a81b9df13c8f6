import { defineCommand } from "../../kernel/command.ts";
import { changeRule } from "../change-rule.ts";
import { loadRule } from "../rule-row.ts";
import { RuleDto, RuleInput } from "../schema-rules.ts";

/** Removes a rule; its open alerts end. Its past alerts stay, with its name. */
export const removeRule = defineCommand({
  name: "alert_rule.remove",
  summary: "Remove an alert rule; its open alerts end",
  permission: "alert:manage",
  http: "POST /alert-rules/{id}/remove",
  input: RuleInput,
  output: RuleDto,
  load: ({ tx, input, ctx }) => loadRule(tx, ctx.orgId, input.id),
  run: ({ tx, input, target, ctx }) =>
    changeRule(tx, ctx, {
      before: target,
      expectedVersion: input.expectedVersion,
      data: { enabled: false, removedAt: ctx.now() },
      anew: "Its rule was removed.",
    }),
});
