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
      with sent as (select org_id, model_id, min(first_at) as first from telemetry_sender group by 1, 2),
      looked as (
        select r.id, m.model_id, m.first from alert_rule r join sent m on m.org_id = r.org_id and m.model_id = r.model_id where r.enabled
        union all
        select r.id, m.model_id, m.first from alert_rule r join sent m on m.org_id = r.org_id where r.enabled and r.model_id is null)
      select r.org_id::text as "orgId", r.id::text as "ruleId", l.model_id::text as "modelId", p.part, r.watches, r.resolution, r.condition, r.objective,
        greatest(r.updated_at, l.first) as since, s.at, s.state
      from looked l
      join alert_rule r on r.id = l.id
      cross join lateral unnest(case when r.objective is null then array[''] else array['fast', 'slow'] end) as p (part)
      left join alert_rule_state s on s.org_id = r.org_id and s.rule_id = r.id and s.model_id = l.model_id and s.part = p.part
      order by r.org_id, r.id, l.model_id, p.part`;
    return { items };
  },
});
