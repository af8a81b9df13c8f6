import { AppError } from "../../kernel/errors.ts";
import { runCommand } from "../../kernel/run-command.ts";
import type { userDisabled } from "../../people/event-schema.ts";
import type { z } from "../../zod.ts";
import { askForOwner } from "../commands/ask-for-owner.ts";

/** Opens the task; a person who owns nothing, or who is back meanwhile, leaves none. */
export async function run({ orgId, userId }: z.output<typeof userDisabled.input>): Promise<void> {
  try {
    await runCommand(askForOwner, { actor: { type: "system", orgId, name: "inventory" }, input: { userId } });
  } catch (error) {
    if (error instanceof AppError && error.code === "precondition_failed") return;
    throw error;
  }
}
