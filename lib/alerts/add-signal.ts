import { defineScratch } from "../kernel/command.ts";
import { z } from "../zod.ts";
import { lockOpen } from "./raise.ts";
import { isWorse } from "./rules.ts";
import { lockSignal, signalFingerprint, takeSignal } from "./signal-alert.ts";

/** Counts a signal to the open alert that says the same already. */
export const addSignal = defineScratch({
  name: "alert.add_signal",
  summary: "Count a signal to its open alert",
  permission: "system:operate",
  reason: "Only a counter of the alert goes up; what opens an alert or makes it graver has an entry.",
  input: z.strictObject({ signalId: z.uuid() }),
  output: z.strictObject({ outcome: z.enum(["counted", "gone", "raise"]) }),
  async run({ tx, input, ctx }) {
    const signal = await lockSignal(tx, ctx.orgId, input.signalId);
    if (signal === undefined) return { outcome: "gone" as const };
    const alert = await lockOpen(tx, ctx.orgId, signalFingerprint(signal));
    if (alert === null || isWorse(signal.severity, alert.severity)) return { outcome: "raise" as const };
    await takeSignal(tx, ctx.orgId, signal, alert.id);
    return { outcome: "counted" as const };
  },
});
