import { defineQuery } from "../../kernel/query.ts";
import { z } from "../../zod.ts";

/** How many events a door keeps of a model and hour, and for how long; null when the organization keeps none. */
export const readSampling = defineQuery({
  name: "telemetry.sampling",
  summary: "How many raw events are kept of a model and hour",
  permission: "telemetry:write",
  input: z.strictObject({}),
  output: z.strictObject({ sampling: z.strictObject({ anHour: z.int(), days: z.int() }).nullable() }),
  async run({ db, ctx }) {
    const row = await db.telemetrySetting.findUnique({
      where: { orgId: ctx.orgId },
      select: { sampling: true, samplesAnHour: true, sampleDays: true },
    });
    return { sampling: row?.sampling === true ? { anHour: row.samplesAnHour, days: row.sampleDays } : null };
  },
});
