import { Secret, TOTP } from "otpauth";
import { decrypt, dataKey, encrypt } from "../audit/person-keys.ts";

const PERIOD_SECONDS = 30;
const DRIFT_STEPS = 1;

const place = (userId: string): string => `user_credential/${userId}/totp`;

function totp(secret: Uint8Array, label = "account"): TOTP {
  const bytes = Uint8Array.from(secret);
  return new TOTP({
    issuer: "Modelkeep",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: bytes.buffer }),
  });
}

/** A new shared secret of 160 random bits (RFC 4226 section 4, R6). */
export function newTotpSecret(): Uint8Array {
  return new Secret({ size: 20 }).bytes;
}

/** What an authenticator app reads: the secret as base32 and the whole `otpauth:` address. */
export function totpDetails(secret: Uint8Array, email: string): { secret: string; uri: string } {
  const generator = totp(secret, email);
  return { secret: generator.secret.base32, uri: generator.toString() };
}

/**
 * The time step (RFC 6238) that a six-digit code belongs to, within one step of now; undefined when it fits none. A step
 * may be used once: keep the highest used one.
 */
export function totpStep(secret: Uint8Array, code: string, nowMs: number): bigint | undefined {
  const delta = totp(secret).validate({ token: code.replace(/\s/g, ""), timestamp: nowMs, window: DRIFT_STEPS });
  if (delta === null) return undefined;
  return BigInt(Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta);
}

/** Seals a shared secret with the installation's data key, bound to its person. */
export function sealTotpSecret(secret: Uint8Array, userId: string): Buffer<ArrayBuffer> {
  return Buffer.from(encrypt(dataKey(), secret, place(userId)));
}

/** Opens a sealed shared secret. Throws when it was sealed for somebody else or with another key. */
export function openTotpSecret(sealed: Uint8Array, userId: string): Uint8Array {
  return decrypt(dataKey(), sealed, place(userId));
}
