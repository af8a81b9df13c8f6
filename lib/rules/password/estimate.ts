import { commonWords } from "./common-words.ts";

/** What was recognised at one place of a password, and how many bits of guessing it costs. */
type Piece = { kind: "word" | "own" | "repeat" | "sequence" | "year" | "random"; length: number; bits: number };

export type PasswordEstimate = {
  /** About log2 of the guesses that a patient attacker who knows people's habits needs. */
  bits: number;
  /** Share of characters, 0 to 1, that stand in words, own facts, repetitions, sequences and years. */
  predictable: number;
  /** Whether the password holds a name, an address or another fact known of its owner or of this product. */
  own: boolean;
};

const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
  "azertyuiop",
  "1qaz2wsx3edc4rfv5tgb",
];
const RUNS = ROWS.flatMap((row) => [row, [...row].reverse().join("")]);
const LOOK_ALIKES: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
  "€": "e",
};
const LONGEST_WORD = 16;

function plain(text: string): string {
  return [...text.toLowerCase()].map((char) => LOOK_ALIKES[char] ?? char).join("");
}

function randomBits(char: string): number {
  if (/[a-z]/.test(char)) return 4.2;
  if (/[0-9]/.test(char)) return 3.3;
  if (/[A-Z]/.test(char)) return 5;
  return 5.5;
}

function repeatAt(lower: string, at: number): Piece | undefined {
  for (let block = 1; block <= 4; block += 1) {
    const unit = lower.slice(at, at + block);
    let end = at + block;
    while (unit.length === block && lower.startsWith(unit, end)) end += block;
    const times = (end - at) / block;
    if (times >= 3 || (times === 2 && block >= 3)) {
      return { kind: "repeat", length: end - at, bits: Math.min(block, 3) * 3.5 + Math.log2(times) };
    }
  }
  return undefined;
}

function sequenceAt(lower: string, at: number): Piece | undefined {
  let longest = 0;
  for (const run of RUNS) {
    let length = 0;
    const start = run.indexOf(lower.slice(at, at + 3));
    if (lower.length - at < 3 || start < 0) continue;
    while (at + length < lower.length && lower[at + length] === run[start + length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest >= 3 ? { kind: "sequence", length: longest, bits: 5 + Math.log2(longest) } : undefined;
}

function wordAt(text: string, at: number, own: ReadonlySet<string>): Piece | undefined {
  const looked = plain(text);
  for (let length = Math.min(LONGEST_WORD, text.length - at); length >= 3; length -= 1) {
    const spellings = [looked.slice(at, at + length), text.slice(at, at + length).toLowerCase()];
    const written = text.slice(at, at + length);
    const variety = (/[A-Z]/.test(written) ? 1 : 0) + (/[^a-zA-Z]/.test(written) ? 1 : 0);
    if (spellings.some((spelling) => own.has(spelling))) return { kind: "own", length, bits: 3 + variety };
    const rank = spellings.map((spelling) => commonWords.get(spelling)).find((found) => found !== undefined);
    if (rank !== undefined) return { kind: "word", length, bits: Math.log2(rank + 8) + variety };
  }
  return undefined;
}

function yearAt(text: string, at: number): Piece | undefined {
  return /^(?:19|20)\d\d/.test(text.slice(at)) ? { kind: "year", length: 4, bits: 6 } : undefined;
}

function best(pieces: readonly (Piece | undefined)[]): Piece | undefined {
  return pieces.reduce((found, piece) => {
    if (piece === undefined) return found;
    return found === undefined || piece.length > found.length ? piece : found;
  }, undefined);
}

function ownFacts(facts: readonly string[]): ReadonlySet<string> {
  const parts = facts.flatMap((fact) => [fact, ...fact.split(/[^\p{L}\p{N}]+/u)]);
  const usable = [...parts, "modelkeep", "model", "keep"]
    .map((part) => part.toLowerCase())
    .filter((part) => part.length >= 3);
  return new Set(usable.flatMap((part) => [part, plain(part)]));
}

/**
 * Estimates how hard a password is to guess: it is cut into the longest common words, facts known of its owner (`facts`:
 * name, e-mail address, organization), repetitions, keyboard and alphabet sequences and years; what remains counts as
 * random characters. Upper bounds are not promised: it is made to say no to bad passwords, not to praise good ones.
 */
export function estimatePassword(password: string, facts: readonly string[]): PasswordEstimate {
  const own = ownFacts(facts);
  const lower = password.toLowerCase();
  let bits = 0;
  let predictable = 0;
  let holdsOwn = false;
  for (let at = 0; at < password.length;) {
    const piece = best([wordAt(password, at, own), repeatAt(lower, at), sequenceAt(lower, at), yearAt(password, at)]);
    if (piece === undefined) {
      bits += randomBits(password[at] ?? "");
      at += 1;
      continue;
    }
    bits += piece.bits;
    predictable += piece.length;
    holdsOwn ||= piece.kind === "own";
    at += piece.length;
  }
  return { bits, predictable: password.length === 0 ? 0 : predictable / password.length, own: holdsOwn };
}
