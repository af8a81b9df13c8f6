import { createHmac, hkdfSync } from "node:crypto";

const BYTES = 12;

/** Hashes names of clients and inputs with a key of the organization, so that nobody can look them up in a table of guesses. */
export type KeyedHash = (text: string) => string;

/**
 * The keyed hash of an organization: HMAC-SHA-256, the first 12 bytes as base64url. The key is derived (RFC 5869) from the
 * installation's data key; another purpose gives other hashes, so that clients and inputs cannot be compared.
 */
export function keyedHash(dataKey: Uint8Array, orgId: string, purpose: "client" | "input" | "event"): KeyedHash {
  const key = Buffer.from(hkdfSync("sha256", dataKey, orgId, `modelkeep/telemetry/${purpose}/v1`, 32));
  return (text) => createHmac("sha256", key).update(text).digest().subarray(0, BYTES).toString("base64url");
}
