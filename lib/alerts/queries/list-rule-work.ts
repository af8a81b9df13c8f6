import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";
import { RuleWork } from "../schema-steps.ts";

/** Rules that are on, at every model they are for, with how far each looked. */
export const listRuleWork = defineQuery({
  name: "alert_rule.list_work",
  summary: "Rules that are on, and how far they looked",
  permission: "system:operate",
  scope: "installation",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(RuleWork) }),
  async run({ db }) {
    const items = await db.$queryRaw<z.input<typeof RuleWork>[]>`
      select r.org_id::text as "orgId", r.id::text as "ruleId", m.model_id::text as "modelId", p.part, r.watches, r.resolution, r.condition, r.objective,
        greatest(r.updated_at, m.first) as since, s.at, s.state
      from alert_rule r
      join (select org_id, model_id, min(first_at) as first from telemetry_sender group by 1, 2) m on m.org_id = r.org_id and (r.model_id is null or r.model_id = m.model_id)
      cross join lateral unnest(case when r.objective is null then array[''] else array['fast', 'slow'] end) as p (part)
      left join alert_rule_state s on s.org_id = r.org_id and s.rule_id = r.id and s.model_id = m.model_id and s.part = p.part
      where r.enabled order by r.org_id, r.id, m.model_id, p.part`;
    return { items };
  },
});
