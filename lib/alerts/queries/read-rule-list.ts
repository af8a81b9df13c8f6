import { defineQuery } from "../../kernel/query.ts";
import { toRuleDtos } from "../rule-dto.ts";
import { ListRulesInput, RuleListDto } from "../schema-rules.ts";

const AT_MOST = 500;

/** Alert rules by name. */
export const readRuleList = defineQuery({
  name: "alert_rule.list",
  summary: "List alert rules",
  permission: "alert:read",
  http: "GET /alert-rules",
  input: ListRulesInput,
  output: RuleListDto,
  async run({ db, ctx }) {
    const where = { orgId: ctx.orgId, removedAt: null };
    const rows = await db.alertRule.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], take: AT_MOST });
    return { items: await toRuleDtos(db, ctx.orgId, rows) };
  },
});
