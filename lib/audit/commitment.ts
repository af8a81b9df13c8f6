import { createHash, randomBytes } from "node:crypto";
import { canonicalJson } from "../merkle/canonical-json.ts";

const PAYLOAD_DOMAIN = Buffer.from("modelkeep/payload/v1\0", "latin1");
const FIELD_DOMAIN = Buffer.from("modelkeep/field/v1\0", "latin1");

/** 32 fresh random bytes that hide what a commitment holds once they are deleted. */
export function newSalt(): Buffer {
  return randomBytes(32);
}

/** Digest that an envelope carries for its payload: SHA-256("modelkeep/payload/v1" 00 salt JCS(payload)). */
export function payloadDigest(salt: Uint8Array, body: Uint8Array): Buffer {
  return createHash("sha256").update(PAYLOAD_DOMAIN).update(salt).update(body).digest();
}

/** Digest that stands for a personal field inside a payload: SHA-256("modelkeep/field/v1" 00 salt JCS(value)). */
export function fieldDigest(salt: Uint8Array, value: unknown): Buffer {
  return createHash("sha256").update(FIELD_DOMAIN).update(salt).update(canonicalJson(value), "utf8").digest();
}
