import { defineJob } from "../jobs/define-job.ts";
import { z } from "../zod.ts";

/** Looks at the gates of all versions in use: waivers lapse, and records change, without anybody touching a gate. */
export const watchGates = defineJob({
  name: "gate.watch",
  input: z.strictObject({
    _cron: z.unknown().optional().describe("Added by the queue's clock"),
    orgId: z.uuid().optional().describe("The one organization to look at; left out: all of them"),
  }),
  cron: "23 * * * *",
  handler: () => import("./jobs/watch-gates.handler.ts"),
});
