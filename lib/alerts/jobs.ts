import { defineJob } from "../jobs/define-job.ts";
import { z } from "../zod.ts";

/** Sends one message about an alert; a refusal throws, and the queue tries again, later each time. */
export const deliverAlert = defineJob({
  name: "alert.deliver",
  input: z.strictObject({ orgId: z.uuid(), id: z.uuid() }),
  maxAttempts: 10,
  handler: () => import("./jobs/deliver-alert.handler.ts"),
});
