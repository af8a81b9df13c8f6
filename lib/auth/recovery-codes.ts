import { randomBytes } from "node:crypto";
import { hashToken } from "./token.ts";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const COUNT = 10;
const LENGTH = 16;

function newCode(): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte & 31] ?? "");
  return letters.join("").replace(/(.{4})(?=.)/g, "$1-");
}

/** Ten codes of 80 random bits, in groups of four letters without look-alikes (Crockford's base 32). */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, newCode);
}

/** What is stored of a recovery code. Case, spaces and hyphens do not matter; i, l and o are read as 1, 1 and 0. */
export function hashRecoveryCode(code: string): string {
  const letters = code
    .toLowerCase()
    .replace(/[^0-9a-z]/g, "")
    .replace(/[il]/g, "1")
    .replaceAll("o", "0");
  return hashToken(letters).toString("base64url");
}
