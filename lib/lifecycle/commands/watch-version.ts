import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { z } from "../../zod.ts";
import { watchGate } from "../watch-gate.ts";

/** Brings tasks and approvals of one version in line with how its gate stands; refuses where all is as it should be. */
export const watchVersion = defineCommand({
  name: "gate.watch",
  summary: "Look at the gate of a version in use again",
  permission: "system:operate",
  input: z.strictObject({ versionId: z.uuid() }),
  output: z.strictObject({}),
  async run({ tx, input, ctx }) {
    const [first, ...rest] = await watchGate(tx, ctx, input.versionId);
    if (first === undefined) throw new AppError("precondition_failed", "All is as it should be.");
    return { result: {}, audit: [first, ...rest] };
  },
});
