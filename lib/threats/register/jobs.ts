import { defineJob } from "../../jobs/define-job.ts";
import { z } from "../../zod.ts";

/** Looks for risks whose acceptance has ended, and for threats of people who left: days pass without anybody touching a threat. */
export const watchThreats = defineJob({
  name: "threat.watch",
  input: z.strictObject({
    _cron: z.unknown().optional().describe("Added by the queue's clock"),
    orgId: z.uuid().optional().describe("The one organization to look at; left out: all of them"),
  }),
  cron: "37 * * * *",
  handler: () => import("./jobs/watch-threats.handler.ts"),
});
