import { defineJob } from "../jobs/define-job.ts";
import { z } from "../zod.ts";

/** Deletes stored files that no evidence refers to: what commands left that were rolled back. */
export const sweepEvidence = defineJob({
  name: "evidence.sweep",
  input: z.strictObject({ _cron: z.unknown().optional().describe("Added by the queue's clock") }),
  cron: "17 3 * * *",
  handler: () => import("./jobs/sweep-evidence.handler.ts"),
});
