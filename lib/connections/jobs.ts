import { defineJob } from "../jobs/define-job.ts";
import { z } from "../zod.ts";

/** Reads connected registries whose time has come, or the one that was asked for. */
export const syncConnections = defineJob({
  name: "connection.sync",
  input: z.strictObject({
    _cron: z.unknown().optional().describe("Added by the queue's clock"),
    orgId: z.uuid().optional(),
    id: z.uuid().optional().describe("The one connection to read; left out: all whose time has come"),
  }),
  maxAttempts: 2,
  cron: "41 * * * *",
  handler: () => import("./jobs/sync-connections.handler.ts"),
});
