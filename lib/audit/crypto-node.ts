import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from "node:crypto";
import type { SigningCrypto } from "@/lib/merkle/log-crypto.ts";

const PRIVATE_KEY_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_KEY_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/**
 * SHA-256 and Ed25519 of node:crypto for the code of lib/merkle: raw 32-byte seeds and public keys are wrapped into
 * PKCS #8 and SPKI (RFC 8410). `verifyEd25519` answers false for keys and signatures of another length.
 */
export const nodeCrypto: SigningCrypto = {
  sha256: (data) => latin1Bytes(hash("sha256", data, "binary")),
  verifyEd25519: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    return verify(null, message, publicKeyObject(publicKey), signature);
  },
  signEd25519: (seed, message) => plainBytes(sign(null, message, privateKeyObject(seed))),
  publicKeyOf: (seed) => {
    const der = createPublicKey(privateKeyObject(seed)).export({ format: "der", type: "spki" });
    return plainBytes(der.subarray(PUBLIC_KEY_PREFIX.length));
  },
};

function privateKeyObject(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new RangeError("an Ed25519 seed is 32 bytes long");
  return createPrivateKey({ key: Buffer.concat([PRIVATE_KEY_PREFIX, seed]), format: "der", type: "pkcs8" });
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_KEY_PREFIX, publicKey]), format: "der", type: "spki" });
}

/** A digest as a string of bytes and read back is twice as fast as a digest in a Buffer of its own. */
function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
