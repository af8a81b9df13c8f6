import { dataKey, decrypt, encrypt } from "../../audit/person-keys.ts";
import { SampleContent } from "./schema.ts";

/** Whose a sample is: its ciphertext opens nowhere else. */
export type SamplePlace = { orgId: string; modelId: string; rank: Uint8Array };

const placeOf = ({ orgId, modelId, rank }: SamplePlace): string =>
  `telemetry_sample/${orgId}/${modelId}/${Buffer.from(rank).toString("hex")}`;

/** Seals what is kept of an event with the installation's data key, bound to its place. */
export function sealSample(content: SampleContent, place: SamplePlace): Buffer<ArrayBuffer> {
  return Buffer.from(encrypt(dataKey(), Buffer.from(JSON.stringify(content), "utf8"), placeOf(place)));
}

/** Opens a sample; null when it was sealed elsewhere or with another key. */
export function openSample(sealed: Uint8Array, place: SamplePlace): SampleContent | null {
  try {
    return SampleContent.parse(JSON.parse(decrypt(dataKey(), sealed, placeOf(place)).toString("utf8")));
  } catch {
    return null;
  }
}
