import { decodeBase64, encodeBase64 } from "./base64.ts";
import { concatBytes, hexText, utf8Bytes, utf8Text } from "./bytes.ts";
import { isKeyName } from "./key-name.ts";
import { MerkleError } from "./merkle-error.ts";

/** Most signature lines that a note may have (as in Go's note package; the specification asks for at least 16). */
export const MAX_SIGNATURES = 100;

/** Longest note that is read, in bytes. */
export const MAX_NOTE_BYTES = 1_000_000;

/** One signature line: `id` is the key ID in 8 lower-case hexadecimal digits, `signature` what follows it. */
export interface NoteSignature {
  readonly name: string;
  readonly id: string;
  readonly signature: Uint8Array;
}

/** A signed note: `text` includes its final newline, but not the blank line after it. Nothing is verified yet. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const LINE = /^\u2014 ([^ \n]+) ([^ \n]+)$/u;

/**
 * Reads a signed note (signed-note, "Format"): UTF-8 without control characters other than newline, split at the last
 * blank line, 1 to 100 signature lines. Throws MerkleError "note" for everything else.
 */
export function parseNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > MAX_NOTE_BYTES) throw new MerkleError("note", "the note is too long");
  const note = utf8Text(bytes, "note");
  checkCharacters(note);
  const split = note.lastIndexOf("\n\n");
  if (split < 0) throw new MerkleError("note", "the note has no blank line");
  return { text: note.slice(0, split + 1), signatures: parseLines(note.slice(split + 2)) };
}

/**
 * Reads signature lines alone, 1 to 100, each with its newline: the answer of a witness (tlog-witness,
 * "add-checkpoint"). Throws MerkleError "note" for everything else.
 */
export function parseSignatureLines(bytes: Uint8Array): NoteSignature[] {
  if (bytes.length > MAX_NOTE_BYTES) throw new MerkleError("note", "the signature lines are too long");
  return parseLines(utf8Text(bytes, "note"));
}

/** Writes one signature line with its newline. Throws MerkleError "note" for a name or ID that is not allowed. */
export function formatSignatureLine(signature: NoteSignature): string {
  if (!isKeyName(signature.name)) throw new MerkleError("note", "not a name of a key");
  if (!/^[0-9a-f]{8}$/.test(signature.id)) throw new MerkleError("note", "not a key ID");
  if (signature.signature.length === 0) throw new MerkleError("note", "an empty signature");
  const id = Uint8Array.from([0, 2, 4, 6], (at) => Number.parseInt(signature.id.slice(at, at + 2), 16));
  return `\u2014 ${signature.name} ${encodeBase64(concatBytes(id, signature.signature))}\n`;
}

/** Writes a signed note. Throws MerkleError "note" for a text or signatures that parseNote would not read. */
export function formatNote(note: SignedNote): Uint8Array {
  if (!note.text.endsWith("\n")) throw new MerkleError("note", "the text does not end in a newline");
  checkCharacters(note.text);
  if (/\p{Surrogate}/u.test(note.text)) throw new MerkleError("note", "the text has a lone surrogate");
  if (note.signatures.length < 1 || note.signatures.length > MAX_SIGNATURES) {
    throw new MerkleError("note", "a note has 1 to 100 signatures");
  }
  return utf8Bytes(`${note.text}\n${note.signatures.map(formatSignatureLine).join("")}`);
}

function checkCharacters(text: string): void {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 && unit !== 0x0a) throw new MerkleError("note", "the note has a control character");
  }
}

function parseLines(text: string): NoteSignature[] {
  if (!text.endsWith("\n")) throw new MerkleError("note", "the last signature line has no newline");
  const lines = text.slice(0, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw new MerkleError("note", "the note has more than 100 signatures");
  return lines.map(parseLine);
}

function parseLine(line: string): NoteSignature {
  const [, name = "", encoded = ""] = LINE.exec(line) ?? [];
  if (!isKeyName(name)) throw new MerkleError("note", "not a signature line");
  let data: Uint8Array;
  try {
    data = decodeBase64(encoded);
  } catch {
    throw new MerkleError("note", "a signature is not canonical base64");
  }
  if (data.length < 5) throw new MerkleError("note", "a signature is too short");
  return { name, id: hexText(data.subarray(0, 4)), signature: data.slice(4) };
}
