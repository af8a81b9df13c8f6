import { getPublicKey, hashes, sign, verify } from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import type { SigningCrypto } from "@/lib/merkle/log-crypto.ts";

hashes.sha512 = sha512;

/**
 * SHA-256 and Ed25519 in plain JavaScript for the code of lib/merkle, for browsers: synchronous, and without
 * crypto.subtle, which is missing on http origins. Verifies as RFC 8032 does (no ZIP 215 leniency), so that it accepts
 * what node:crypto accepts. `verifyEd25519` answers false for keys and signatures of another length.
 */
export const browserCrypto: SigningCrypto = {
  sha256: (data) => sha256(data),
  verifyEd25519: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    try {
      return verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
  signEd25519: (seed, message) => sign(message, seed),
  publicKeyOf: (seed) => getPublicKey(seed),
};
