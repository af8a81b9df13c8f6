import { AppError } from "../../kernel/errors.ts";
import { runCommand } from "../../kernel/run-command.ts";
import type { z } from "../../zod.ts";
import { sendResetLink } from "../commands/send-reset-link.ts";
import { openAddress, type SealedAddress } from "../sealed-address.ts";

/** Mails the link when an active account has the address; an unknown address ends here without a trace. */
export async function run(input: z.output<typeof SealedAddress>): Promise<void> {
  try {
    await runCommand(sendResetLink, { actor: { type: "system", name: "mail" }, input: { email: openAddress(input) } });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return;
    throw error;
  }
}
