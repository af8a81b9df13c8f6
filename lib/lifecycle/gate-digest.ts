import { createHash } from "node:crypto";
import { canonicalJsonBytes } from "../merkle/canonical-json.ts";

/** SHA-256 of the canonical JSON (RFC 8785) of what a decision rests on, hexadecimal. */
export function gateDigest(material: unknown): string {
  return createHash("sha256").update(canonicalJsonBytes(material)).digest("hex");
}
