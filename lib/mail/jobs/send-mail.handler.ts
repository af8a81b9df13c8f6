import type { z } from "../../zod.ts";
import { openLetter, type SealedLetter } from "../letter.ts";
import { deliver } from "../transport.ts";

/** Opens the letter and hands it to the SMTP server; a refusal throws, and the queue tries again later. */
export async function run(input: z.output<typeof SealedLetter>): Promise<void> {
  await deliver(openLetter(input.sealed));
}
