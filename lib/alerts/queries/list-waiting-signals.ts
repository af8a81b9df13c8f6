import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";
import { alertingSeverities, LEAST_SURE } from "../rules.ts";

const AT_ONCE = 200;

/** Signals of all organizations that wait to become alerts, in the order in which they were seen. */
export const listWaitingSignals = defineQuery({
  name: "alert.list_waiting_signals",
  summary: "Signals that wait to become alerts",
  permission: "system:operate",
  scope: "installation",
  input: z.strictObject({ orgId: z.uuid().optional().describe("The one organization; left out: all") }),
  output: z.strictObject({ items: z.array(z.strictObject({ orgId: z.uuid(), id: z.uuid() })) }),
  async run({ db, input }) {
    const only = input.orgId ?? null;
    const items = await db.$queryRaw<{ orgId: string; id: string }[]>`
      select org_id::text as "orgId", id::text as id from telemetry_signal
      where not handled and sure >= ${LEAST_SURE} and severity = any (${[...alertingSeverities]}::text[])
      and (${only}::uuid is null or org_id = ${only}::uuid)
      order by at, bucket, telemetry_signal.id limit ${AT_ONCE}`;
    return { items };
  },
});
