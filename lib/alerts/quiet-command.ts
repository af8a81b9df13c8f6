import { defineCommand } from "../kernel/command.ts";
import { AppError } from "../kernel/errors.ts";
import { z } from "../zod.ts";
import { loadAlert } from "./change-alert.ts";
import { reviewQuiet } from "./review-quiet.ts";

/** A command that marks an open alert as quiet or not, as things are now; its name says in the trail which of the two was expected. */
export const quietCommand = (said: { name: string; summary: string }) =>
  defineCommand({
    ...said,
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
