import { createHash } from "node:crypto";
import { canonicalJsonBytes } from "../merkle/canonical-json.ts";

/** SHA-256 of the canonical JSON of a value, hexadecimal; null of nothing. */
export function contentDigest(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return createHash("sha256").update(canonicalJsonBytes(value)).digest("hex");
}
