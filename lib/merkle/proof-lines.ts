import { decodeBase64, encodeBase64 } from "./base64.ts";
import { utf8Text } from "./bytes.ts";
import { HASH_BYTES } from "./hashes.ts";
import { MerkleError, type MerkleErrorCode } from "./merkle-error.ts";

/** Most hashes that a proof may have (tlog-witness): a tree below 2^63 leaves never needs more. */
export const MAX_PROOF_HASHES = 63;

/** Longest head and checkpoint together that are read, in bytes. */
const MAX_BYTES = 1_100_000;

/** The lines before the first blank line of a text, and the bytes of the signed note after it. */
export interface HeadAndNote {
  readonly head: string[];
  readonly note: Uint8Array;
}

/**
 * Splits "lines, blank line, signed note" at the first blank line, as tlog-proof and tlog-witness lay it out. Throws
 * MerkleError of the given code when there is none, or the bytes are not UTF-8.
 */
export function splitHeadAndNote(bytes: Uint8Array, code: MerkleErrorCode): HeadAndNote {
  if (bytes.length > MAX_BYTES) throw new MerkleError(code, "the text is too long");
  const end = bytes.findIndex((byte, index) => byte === 0x0a && bytes[index + 1] === 0x0a);
  if (end < 0) throw new MerkleError(code, "there is no blank line before the checkpoint");
  return { head: utf8Text(bytes.subarray(0, end), code).split("\n"), note: bytes.slice(end + 2) };
}

/** Writes hashes as base64, a line each. Throws MerkleError of the given code for more than 63 or another length. */
export function formatProofLines(proof: readonly Uint8Array[], code: MerkleErrorCode): string {
  if (proof.length > MAX_PROOF_HASHES) throw new MerkleError(code, "a proof has at most 63 hashes");
  if (proof.some((hash) => hash.length !== HASH_BYTES)) throw new MerkleError(code, "a hash is not 32 bytes long");
  return proof.map((hash) => `${encodeBase64(hash)}\n`).join("");
}

/** Reads such lines (without their newlines) in canonical base64. Throws MerkleError of the given code. */
export function parseProofLines(lines: readonly string[], code: MerkleErrorCode): Uint8Array[] {
  if (lines.length > MAX_PROOF_HASHES) throw new MerkleError(code, "a proof has at most 63 hashes");
  return lines.map((line) => {
    const hash = decodeLine(line, code);
    if (hash.length !== HASH_BYTES) throw new MerkleError(code, "a hash is not 32 bytes long");
    return hash;
  });
}

/** Reads one canonical base64 text. Throws MerkleError of the given code. */
export function decodeLine(line: string, code: MerkleErrorCode): Uint8Array {
  try {
    return decodeBase64(line);
  } catch {
    throw new MerkleError(code, "a line is not canonical base64");
  }
}
