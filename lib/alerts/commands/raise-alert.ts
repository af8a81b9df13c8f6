import { defineCommand } from "../../kernel/command.ts";
import { notFound } from "../../kernel/errors.ts";
import { z } from "../../zod.ts";
import { raise } from "../raise.ts";
import { alertOf, lockSignal, takeSignal } from "../signal-alert.ts";

/** Makes an alert of a signal, or the open one graver. The signal is taken over in the same transaction: it counts once. */
export const raiseAlert = defineCommand({
  name: "alert.raise",
  summary: "Make an alert of what a detector saw",
  permission: "system:operate",
  input: z.strictObject({ signalId: z.uuid() }),
  output: z.strictObject({ id: z.uuid() }),
  async run({ tx, input, ctx }) {
    const signal = await lockSignal(tx, ctx.orgId, input.signalId);
    if (signal === undefined) return notFound("signal");
    const { alert, item } = await raise(tx, ctx, alertOf(signal));
    await takeSignal(tx, ctx.orgId, signal, alert.id);
    return { result: { id: alert.id }, audit: [item] };
  },
});
