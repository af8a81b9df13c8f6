import { createHmac, hkdfSync } from "node:crypto";

const BYTES = 12;
/** Hashes that are kept while a batch is read: clients come again and again. */
const REMEMBERED = 2_000;

/** Hashes names of clients and inputs with a key of the organization, so that nobody can look them up in a table of guesses. */
export type KeyedHash = (text: string) => string;

/**
 * The keyed hash of an organization: HMAC-SHA-256, the first 12 bytes as base64url. The key is derived (RFC 5869) from the
 * installation's data key; another purpose gives other hashes, so that clients and inputs cannot be compared.
 */
export function keyedHash(dataKey: Uint8Array, orgId: string, purpose: "client" | "input" | "event"): KeyedHash {
  const key = Buffer.from(hkdfSync("sha256", dataKey, orgId, `modelkeep/telemetry/${purpose}/v1`, 32));
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const hash = createHmac("sha256", key).update(text).digest().subarray(0, BYTES).toString("base64url");
    if (known.size < REMEMBERED) known.set(text, hash);
    return hash;
  };
}
