import { defineScratch } from "../kernel/command.ts";
import { z } from "../zod.ts";
import { alertingSeverities, LEAST_SURE } from "./rules.ts";

/** Marks signals that are too small or too unsure for an alert as seen; they stay on the model's page. */
export const passOver = defineScratch({
  name: "alert.pass_over",
  summary: "Leave signals that are too small or unsure to the model's page",
  permission: "system:operate",
  reason: "A mark that a signal was looked at; the signal itself stays as it is.",
  scope: "installation",
  input: z.strictObject({}),
  output: z.strictObject({ passed: z.int() }),
  async run({ tx }) {
    const passed = await tx.$executeRaw`
      update telemetry_signal set handled = true
      where not handled and (sure < ${LEAST_SURE} or not severity = any (${[...alertingSeverities]}::text[]))`;
    return { passed };
  },
});
