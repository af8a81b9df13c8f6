import { defineJob } from "../../jobs/define-job.ts";
import { z } from "../../zod.ts";

/** Looks for approvals that no longer stand: records change and days pass without anybody touching a threat model. */
export const watchReviews = defineJob({
  name: "threat_model.watch",
  input: z.strictObject({
    _cron: z.unknown().optional().describe("Added by the queue's clock"),
    orgId: z.uuid().optional().describe("The one organization to look at; left out: all of them"),
  }),
  cron: "43 * * * *",
  handler: () => import("./jobs/watch-reviews.handler.ts"),
});
