import { createHash, randomBytes } from "node:crypto";

/** A new secret of 32 random bytes as base64url without padding (43 characters), for links and keys. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored of a token: SHA-256 of its text. A plain hash is enough because the token has 256 random bits; nothing
 * can be guessed from it.
 */
export function hashToken(token: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(token, "utf8").digest());
}
