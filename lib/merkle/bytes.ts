import { MerkleError, type MerkleErrorCode } from "./merkle-error.ts";

/** The UTF-8 bytes of a string; the string must be well-formed (callers check). */
export function utf8Bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Reads UTF-8 strictly and keeps a byte order mark; throws MerkleError of the given code for other bytes. */
export function utf8Text(bytes: Uint8Array, code: MerkleErrorCode): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new MerkleError(code, "not valid UTF-8");
  }
}

/** The arrays one after the other, as a new array. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Whether two arrays hold the same bytes. Not in constant time: everything compared here is public. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** The bytes in lower-case hexadecimal. */
export function hexText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}
