import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";

const AT_ONCE = 2_000;

const Open = z.strictObject({
  orgId: z.uuid(),
  id: z.uuid(),
  kind: z.string(),
  ofRule: z.boolean(),
  quiet: z.boolean().describe("Silenced, or explained by another alert"),
  lastAt: z.date().nullable().describe("When its last signal came"),
  silent: z.boolean().describe("Whether its model sends nothing"),
});
export type OpenAlert = z.output<typeof Open>;

/** Open alerts of all organizations, with what says whether they go on. */
export const listOpenAlerts = defineQuery({
  name: "alert.list_open",
  summary: "Open alerts, with what says whether they go on",
  permission: "system:operate",
  scope: "installation",
  input: z.strictObject({ orgId: z.uuid().optional().describe("The one organization; left out: all") }),
  output: z.strictObject({ items: z.array(Open) }),
  async run({ db, input }) {
    const only = input.orgId ?? null;
    const items = await db.$queryRaw<OpenAlert[]>`
      select a.org_id::text as "orgId", a.id::text as id, a.kind, a.rule_id is not null as "ofRule",
        (a.silenced or a.inhibited_by is not null) as quiet, t.last_at as "lastAt",
        coalesce(d.state ->> 'silent' = 'true', false) as silent
      from alert a left join alert_tally t on t.org_id = a.org_id and t.alert_id = a.id
      left join telemetry_detector d on d.org_id = a.org_id and d.subject_id = a.model_id and d.detector = 'silence'
      where a.state <> 'resolved' and (${only}::uuid is null or a.org_id = ${only}::uuid)
      order by t.last_at nulls last, a.id limit ${AT_ONCE}`;
    return { items };
  },
});
