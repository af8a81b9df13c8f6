import { createHmac } from "node:crypto";

/**
 * The header `modelkeep-signature` of a webhook: `t=<seconds since 1970>,v1=<hex>`, HMAC-SHA-256 over `<seconds>.<body>`.
 * Receivers compute the same, compare in constant time, and refuse what is older than five minutes.
 */
export function signDelivery(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`;
}
