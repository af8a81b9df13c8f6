import { MerkleError } from "./merkle-error.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const VALUES = new Map<string, number>([...ALPHABET].map((letter, value) => [letter, value]));

/** Standard base64 with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = "";
  for (let offset = 0; offset < bytes.length; offset += 3) {
    const left = bytes.length - offset;
    const group = (bytes[offset] ?? 0) * 65_536 + (bytes[offset + 1] ?? 0) * 256 + (bytes[offset + 2] ?? 0);
    text += letter(group, 262_144) + letter(group, 4_096);
    text += left > 1 ? letter(group, 64) : "=";
    text += left > 2 ? letter(group, 1) : "=";
  }
  return text;
}

/**
 * Reads standard base64 with padding, in its one canonical spelling: no white space, no other alphabet, no missing
 * padding and no stray bits (the bytes read are encoded again and compared). Throws MerkleError "base64" otherwise.
 */
export function decodeBase64(text: string): Uint8Array {
  const data = text.replace(/={1,2}$/, "");
  const bytes = new Uint8Array(Math.floor((data.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (const character of data) {
    const value = VALUES.get(character);
    if (value === undefined) throw new MerkleError("base64", "not standard base64");
    held = held * 64 + value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = Math.floor(held / 2 ** bits);
      held %= 2 ** bits;
    }
  }
  if (encodeBase64(bytes) !== text) throw new MerkleError("base64", "base64 is not in its canonical form");
  return bytes;
}

function letter(group: number, divisor: number): string {
  return ALPHABET.charAt(Math.floor(group / divisor) % 64);
}
