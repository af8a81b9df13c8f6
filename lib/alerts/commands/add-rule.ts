import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { ruleAggregate } from "../aggregates.ts";
import { toRuleDto } from "../rule-dto.ts";
import { checkRule, modelIdOf } from "../rule-row.ts";
import { AddRuleInput, RuleDto } from "../schema-rules.ts";

/** Adds a rule. It is off, so that it can be replayed over stored history first. */
export const addRule = defineCommand({
  name: "alert_rule.add",
  summary: "Add an alert rule, which is off at first: replay it, then switch it on",
  permission: "alert:manage",
  http: "POST /alert-rules",
  input: AddRuleInput,
  output: RuleDto,
  async run({ tx, input, ctx }) {
    const { model, ...fields } = input;
    checkRule(fields);
    const modelId = await modelIdOf(tx, ctx.orgId, model);
    const at = ctx.now();
    const facts = { id: ctx.newId(), orgId: ctx.orgId, enabled: false, version: 1, createdAt: at, updatedAt: at };
    const row = await tx.alertRule.create({ data: { ...fields, ...facts, modelId } });
    return { result: await toRuleDto(tx, row), audit: [audited(ruleAggregate, null, row)] };
  },
});
