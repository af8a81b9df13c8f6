import { concatBytes, utf8Bytes } from "../merkle/bytes.ts";
import { canonicalJsonBytes } from "../merkle/canonical-json.ts";
import type { Sha256 } from "../merkle/hashes.ts";

const PAYLOAD_DOMAIN = utf8Bytes("modelkeep/payload/v1\0");
const FIELD_DOMAIN = utf8Bytes("modelkeep/field/v1\0");

/** Digest that an entry carries for its values: SHA-256("modelkeep/payload/v1" 00 salt body), 32 bytes. */
export function payloadDigestOf(sha256: Sha256, salt: Uint8Array, body: Uint8Array): Uint8Array {
  return sha256(concatBytes(PAYLOAD_DOMAIN, salt, body));
}

/** Digest that stands for a personal value: SHA-256("modelkeep/field/v1" 00 salt JCS(value)). Throws MerkleError "canonical_json". */
export function fieldDigestOf(sha256: Sha256, salt: Uint8Array, value: unknown): Uint8Array {
  return sha256(concatBytes(FIELD_DOMAIN, salt, canonicalJsonBytes(value)));
}
