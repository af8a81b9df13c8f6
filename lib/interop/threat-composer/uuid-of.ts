/**
 * A UUID that is always the same for the same text, for tools that take nothing else: version 8 (RFC 9562), filled from four
 * 32-bit hashes (FNV-1a with different starts). It keeps ids apart; it hides nothing.
 */
export function uuidOf(text: string): string {
  const hex = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b].map((start) => hash(text, start)).join("");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20)].join(
    "-",
  );
}

function hash(text: string, start: number): string {
  let value = start >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
    value = (value ^ (value >>> 15)) >>> 0;
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0;
  return ((value ^ (value >>> 13)) >>> 0).toString(16).padStart(8, "0");
}
