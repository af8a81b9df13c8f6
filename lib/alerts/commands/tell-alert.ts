import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { z } from "../../zod.ts";
import { labelsOf } from "../alert-labels.ts";
import { changeAlert, loadAlert } from "../change-alert.ts";
import { handOver } from "../hand-over.ts";
import { readQuiet } from "../quiet.ts";

/** Tells of an alert that goes on after its silence, or after the alert that explained it. */
export const tellAlert = defineCommand({
  name: "alert.tell",
  summary: "Tell of an alert whose silence ended",
  permission: "system:operate",
  input: z.strictObject({ id: z.uuid() }),
  output: z.strictObject({ id: z.uuid() }),
  load: ({ tx, input, ctx }) => loadAlert(tx, ctx.orgId, input.id),
  async run({ tx, target, ctx }) {
    const asked = { labels: labelsOf(target), modelId: target.modelId, at: ctx.now() };
    const quiet = await readQuiet(tx, ctx.orgId, asked);
    const same = quiet.silenced === target.silenced && quiet.inhibitedBy === target.inhibitedBy;
    if (target.state === "resolved" || same)
      throw new AppError("precondition_failed", "Nothing changed for this alert.");
    const { after, item } = await changeAlert(tx, ctx, { before: target, data: quiet });
    if (after.state === "firing") await handOver(tx, ctx, { kind: "opened", alert: after, at: ctx.now() });
    return { result: { id: after.id }, audit: [item] };
  },
});
