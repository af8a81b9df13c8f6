import { dataKey, decrypt, encrypt } from "../audit/person-keys.ts";
import { z } from "../zod.ts";

/** What the queue holds of a request for a new password: the address, readable with the data key only. */
export const SealedAddress = z.strictObject({ sealed: z.string().min(1) });

const PLACE = "people/reset-request/v1";

/** Seals an e-mail address for the queue. */
export function sealAddress(email: string): z.output<typeof SealedAddress> {
  return { sealed: encrypt(dataKey(), Buffer.from(email, "utf8"), PLACE).toString("base64") };
}

/** Reverses sealAddress. Throws when the bytes were changed. */
export function openAddress({ sealed }: z.output<typeof SealedAddress>): string {
  return decrypt(dataKey(), Buffer.from(sealed, "base64"), PLACE).toString("utf8");
}
