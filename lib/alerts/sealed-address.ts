import { dataKey, decrypt, encrypt } from "../audit/person-keys.ts";
import { z } from "../zod.ts";

const Kept = z.strictObject({ address: z.string(), secret: z.string() });
export type ChannelAddress = z.output<typeof Kept>;

const place = (channelId: string): string => `alert_channel/${channelId}/address`;

/** Seals an address and its secret with the installation's data key, bound to their channel. */
export function sealAddress(kept: ChannelAddress, channelId: string): Buffer<ArrayBuffer> {
  return Buffer.from(encrypt(dataKey(), Buffer.from(JSON.stringify(kept), "utf8"), place(channelId)));
}

/** Opens a sealed address. Throws when it was sealed for another channel or with another key. */
export function openAddress(sealed: Uint8Array, channelId: string): ChannelAddress {
  return Kept.parse(JSON.parse(decrypt(dataKey(), sealed, place(channelId)).toString("utf8")));
}
