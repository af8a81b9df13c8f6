import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { z } from "../../zod.ts";
import { loadAlert } from "../change-alert.ts";
import { reviewQuiet } from "../review-quiet.ts";

/** Tells of an alert that goes on after its silence, or after the alert that explained it. */
export const tellAlert = defineCommand({
  name: "alert.tell",
  summary: "Tell of an alert whose silence ended",
  permission: "system:operate",
  input: z.strictObject({ id: z.uuid() }),
  output: z.strictObject({ id: z.uuid() }),
  load: ({ tx, input, ctx }) => loadAlert(tx, ctx.orgId, input.id),
  async run({ tx, target, ctx }) {
    const item = await reviewQuiet(tx, ctx, target);
    if (item === null) throw new AppError("precondition_failed", "Nothing changed for this alert.");
    return { result: { id: target.id }, audit: [item] };
  },
});
