import { createHmac, hash, hkdfSync } from "node:crypto";

const BYTES = 12;
/** Hashes that are kept while a batch is read: clients come again and again. */
const REMEMBERED = 2_000;
const BLOCK = 64;
const DIGEST = 32;
/** Texts up to this many UTF-16 units are hashed in place: a unit is at most three bytes. */
const IN_PLACE = 16_384;

/** Hashes names of clients and inputs with a key of the organization, so that nobody can look them up in a table of guesses. */
export type KeyedHash = (text: string) => string;

function padded(key: Buffer, pad: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK + room);
  for (let index = 0; index < BLOCK; index += 1) block[index] = (key[index] ?? 0) ^ pad;
  return block;
}

/** HMAC-SHA-256 (RFC 2104) of a text as base64url, for a key of at most a block; one-shot hashes cost half of an Hmac object. */
function hmacOf(key: Buffer): (text: string) => string {
  const inner = padded(key, 0x36, 3 * IN_PLACE);
  const outer = padded(key, 0x5c, DIGEST);
  return (text) => {
    if (text.length > IN_PLACE) return createHmac("sha256", key).update(text).digest("base64url");
    const length = inner.write(text, BLOCK, "utf8");
    hash("sha256", inner.subarray(0, BLOCK + length), "buffer").copy(outer, BLOCK);
    return hash("sha256", outer, "base64url");
  };
}

/**
 * The keyed hash of an organization: HMAC-SHA-256, the first 12 bytes as base64url. The key is derived (RFC 5869) from the
 * installation's data key; another purpose gives other hashes, so that clients and inputs cannot be compared.
 */
export function keyedHash(
  dataKey: Uint8Array,
  orgId: string,
  purpose: "client" | "input" | "event" | "sample",
): KeyedHash {
  const key = Buffer.from(hkdfSync("sha256", dataKey, orgId, `modelkeep/telemetry/${purpose}/v1`, 32));
  const hmac = hmacOf(key);
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const short = hmac(text).slice(0, (BYTES * 4) / 3);
    if (known.size < REMEMBERED) known.set(text, short);
    return short;
  };
}
