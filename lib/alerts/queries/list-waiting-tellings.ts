import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";
import { DEFAULT_TELLING, togetherNames } from "../rules.ts";

const AT_ONCE = 5_000;

const Waiting = z.strictObject({
  orgId: z.uuid(),
  recipientId: z.uuid(),
  alertId: z.uuid(),
  modelId: z.uuid().nullable(),
  severity: z.string(),
  since: z.date(),
  together: z.enum(togetherNames),
  waitMs: z.int(),
  intervalMs: z.int(),
});
const Told = z.strictObject({ recipientId: z.uuid(), key: z.string(), at: z.date() });
export type WaitingTelling = z.output<typeof Waiting>;

/** What waits to be told, to whom and how, oldest first; and when the groups of these recipients were told last. */
export const listWaitingTellings = defineQuery({
  name: "alert.list_waiting_tellings",
  summary: "What waits to be told of alerts, and to whom",
  permission: "system:operate",
  scope: "installation",
  input: z.strictObject({ orgId: z.uuid().optional().describe("The one organization; left out: all") }),
  output: z.strictObject({ items: z.array(Waiting), told: z.array(Told) }),
  async run({ db, input }) {
    const only = input.orgId ?? null;
    const { together, waitMs, intervalMs } = DEFAULT_TELLING;
    const items = await db.$queryRaw<WaitingTelling[]>`
      select w.org_id::text as "orgId", w.recipient_id::text as "recipientId", a.id::text as "alertId", a.model_id::text as "modelId", a.severity,
        w.waiting_since as since, coalesce(c.together, ${together}) as together, coalesce(c.wait_ms, ${waitMs}::int) as "waitMs",
        coalesce(c.interval_ms, ${intervalMs}::int) as "intervalMs"
      from alert_told w
      join alert a on a.org_id = w.org_id and a.id = w.alert_id
      left join alert_channel c on c.org_id = w.org_id and c.id = w.recipient_id
      where w.waiting is not null and (${only}::uuid is null or w.org_id = ${only}::uuid)
      order by w.waiting_since, w.alert_id limit ${AT_ONCE}`;
    const recipients = [...new Set(items.map(({ recipientId }) => recipientId))];
    const orgs = [...new Set(items.map(({ orgId }) => orgId))];
    const told =
      items.length === 0
        ? []
        : await db.$queryRaw<z.output<typeof Told>[]>`
      select recipient_id::text as "recipientId", group_key as key, max(told_at) as at from alert_told
      where org_id = any (${orgs}::uuid[]) and recipient_id = any (${recipients}::uuid[]) and told_at > now() - interval '1 day' and group_key is not null
      group by 1, 2`;
    return { items, told };
  },
});
