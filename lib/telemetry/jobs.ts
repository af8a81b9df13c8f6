import { defineJob } from "../jobs/define-job.ts";
import { z } from "../zod.ts";

/** Every ten minutes the batches that came become one entry of each organization's trail. */
export const noteTelemetry = defineJob({
  name: "telemetry.note",
  input: z.strictObject({ _cron: z.unknown().optional().describe("Added by the queue's clock") }),
  cron: "*/10 * * * *",
  handler: () => import("./jobs/note-telemetry.handler.ts"),
});
