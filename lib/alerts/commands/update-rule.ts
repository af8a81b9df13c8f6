import { defineCommand } from "../../kernel/command.ts";
import { changeRule } from "../change-rule.ts";
import { checkRule, conditionOf, loadRule } from "../rule-row.ts";
import type { Watched } from "../rules.ts";
import { RuleDto, UpdateRuleInput } from "../schema-rules.ts";

/** Changes a rule. With another condition it begins anew: its open alerts end. */
export const updateRule = defineCommand({
  name: "alert_rule.update",
  summary: "Change an alert rule",
  permission: "alert:manage",
  http: "PATCH /alert-rules/{id}",
  input: UpdateRuleInput,
  output: RuleDto,
  load: ({ tx, input, ctx }) => loadRule(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const { name, severity, slowSeverity, condition, expectedVersion } = input;
    const { objective } = target;
    const watches = target.watches as Watched;
    checkRule({ condition: condition ?? conditionOf(target), objective, watches, slowSeverity });
    return changeRule(tx, ctx, {
      before: target,
      expectedVersion,
      data: {
        ...(name === undefined ? {} : { name }),
        ...(severity === undefined ? {} : { severity }),
        ...(slowSeverity === undefined ? {} : { slowSeverity }),
        ...(condition === undefined ? {} : { condition }),
      },
      ...(condition === undefined ? {} : { anew: "Its rule was changed." }),
    });
  },
});
