import { decrypt, dataKey, encrypt } from "../audit/person-keys.ts";
import { z } from "../zod.ts";

const Letter = z.strictObject({ to: z.string(), subject: z.string(), text: z.string(), html: z.string() });

/** What the queue holds of a letter. */
export const SealedLetter = z.strictObject({ sealed: z.string().min(1) });

/** One letter, ready to send: plain words and the same as simple HTML. */
export type Letter = z.output<typeof Letter>;

const PLACE = "mail/letter/v1";

/** A letter that only holders of the data key can read, as base64. */
export function sealLetter(letter: Letter): string {
  return encrypt(dataKey(), Buffer.from(JSON.stringify(letter), "utf8"), PLACE).toString("base64");
}

/** Reverses sealLetter. Throws when the bytes were changed or sealed with another key. */
export function openLetter(sealed: string): Letter {
  return Letter.parse(JSON.parse(decrypt(dataKey(), Buffer.from(sealed, "base64"), PLACE).toString("utf8")));
}
