import { defineJob } from "../jobs/define-job.ts";
import { userDisabled } from "../people/event-schema.ts";

/** Somebody was shut out: what they own needs another owner. */
export const followOwner = defineJob({
  ...userDisabled,
  handler: () => import("./jobs/follow-owner.handler.ts"),
});
