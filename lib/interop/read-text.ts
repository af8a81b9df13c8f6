import { UnreadableImportError, type UnreadableKind } from "./import-problem.ts";
import { indexLines } from "./line-index.ts";

/**
 * The text of an uploaded or pasted file: UTF-8, without a byte order mark, without NUL and lone surrogates
 * (PostgreSQL stores neither). Line ends stay as they are.
 *
 * Throws UnreadableImportError: `too_large` above `maxBytes`; `unreadable` for binary data, other encodings and empty files.
 */
export function readText(input: string | Uint8Array, maxBytes: number): string {
  const sizeBytes = typeof input === "string" ? utf8Length(input) : input.byteLength;
  if (sizeBytes > maxBytes) {
    fail(
      `The file is ${megabytes(sizeBytes)} MB; at most ${megabytes(maxBytes)} MB can be imported.`,
      1,
      1,
      "too_large",
    );
  }
  const decoded = typeof input === "string" ? input : decode(input);
  const text = decoded.startsWith("\uFEFF") ? decoded.slice(1) : decoded;
  refuseUnstorable(text);
  if (text.trim() === "") fail("The file is empty. Choose the file again, or paste its text.");
  return text;
}

function decode(bytes: Uint8Array): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    fail("The file is saved as UTF-16. Save it as UTF-8 and import it again.");
  }
  const nul = bytes.indexOf(0);
  if (nul !== -1) fail(`This is not a text file: byte ${nul} is zero. Export it as text (UTF-8) and import it again.`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const offset = firstInvalidUtf8(bytes);
    const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, offset));
    const { line, column } = indexLines(before)(before.length);
    fail(`The file is not valid UTF-8 at byte ${offset}. Save it as UTF-8 and import it again.`, line, column);
  }
}

/** Offset of the first byte that does not belong to well-formed UTF-8 (RFC 3629, section 4); the length when all is well. */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const size = sequenceLength(bytes, at);
    if (size === 0) return at;
    at += size;
  }
  return bytes.length;
}

function sequenceLength(bytes: Uint8Array, at: number): 0 | 1 | 2 | 3 | 4 {
  const lead = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  const continues = (index: number) => ((bytes[at + index] ?? 0) & 0xc0) === 0x80;
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return continues(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0;
    return continues(1) && continues(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0;
    return continues(1) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

function refuseUnstorable(text: string): void {
  const at = text.search(/\0|\p{Surrogate}/u);
  if (at === -1) return;
  const { line, column } = indexLines(text)(at);
  if (text[at] === "\0") fail("This is not a text file: it holds a NUL character.", line, column);
  fail("The text holds half of a character (a lone surrogate). Remove it and import the text again.", line, column);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

function megabytes(sizeBytes: number): string {
  return (sizeBytes / 1_000_000).toFixed(sizeBytes % 1_000_000 === 0 ? 0 : 2);
}

function fail(message: string, line = 1, column = 1, kind: UnreadableKind = "unreadable"): never {
  throw new UnreadableImportError(kind, [{ severity: "error", path: "", line, column, message }]);
}
