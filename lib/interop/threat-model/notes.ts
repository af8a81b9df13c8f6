import { type ImportProblem, quoted, UnreadableImportError } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import type { TextPlace } from "../line-index.ts";
import { pointerStep } from "../origin.ts";
import { isBlank, oneLine, prose } from "../supply-chain/fit-text.ts";
import type { JsonObject } from "../supply-chain/json/parts.ts";

type Severity = ImportProblem["severity"];
type Places = (pointers: readonly string[]) => ReadonlyMap<string, TextPlace>;

const MOST_NOTES = 2000;
const LONGEST_PROSE = 50_000;

/** What is worth telling about a file while it is read: pointers now, lines once, at the end. Each note stands once. */
export class Notes {
  readonly #places: Places;
  readonly #notes: { severity: Severity; path: string; message: string }[] = [];
  readonly #seen = new Set<string>();
  #leftOut = 0;

  constructor(places: Places) {
    this.#places = places;
  }

  /** Something that the draft does not keep, or keeps changed. */
  add(severity: Severity, path: string, message: string): void {
    const key = `${path}\n${message}`;
    if (this.#seen.has(key)) return;
    if (this.#notes.length >= MOST_NOTES) this.#leftOut += 1;
    else {
      this.#seen.add(key);
      this.#notes.push({ severity, path, message });
    }
  }

  /** A note about a whole file, made where it first holds. */
  once(path: string, message: string): void {
    if (this.#seen.has(message)) return;
    this.#seen.add(message);
    this.add("info", path, message);
  }

  /** Refuses the file. Throws UnreadableImportError with the line of the pointer. */
  refuse(path: string, message: string, kind: "unreadable" | "too_large" = "unreadable"): never {
    const place = this.#places([path]).get(path) ?? { line: 1, column: 1 };
    throw new UnreadableImportError(kind, [{ severity: "error", path, ...place, message }]);
  }

  /** One line of text from a value; empty for what is no text. Says what it changes beyond white space. */
  line(value: JsonValue | undefined, path: string, max = 200): string {
    const text = this.#text(value, path);
    const whole = oneLine(text);
    if (/[^\P{Cc}\t\n\r]/u.test(text)) this.#note(path, "Control characters are left out of this text.");
    if (whole.length > max)
      this.#note(path, `This text has ${whole.length} characters; it is cut after ${max}: ${quoted(whole)}`);
    return oneLine(text, max);
  }

  /** Text of several lines from a value; empty for what is no text. */
  prose(value: JsonValue | undefined, path: string): string {
    const text = this.#text(value, path);
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text))
      this.#note(path, "Control characters are left out of this text.");
    if (text.length > LONGEST_PROSE)
      this.#note(path, `This text has ${text.length} characters; it is cut after ${LONGEST_PROSE}.`);
    return prose(text);
  }

  /** Notes the members that nobody reads and that say something (not blank, false, 0 or {}). */
  rest(object: JsonObject, path: string, known: ReadonlySet<string>): void {
    for (const [key, value] of Object.entries(object)) {
      if (known.has(key) || isBlank(value) || value === false || value === 0) continue;
      if (typeof value === "object" && value !== null && Object.keys(value).length === 0) continue;
      const shown = typeof value === "object" ? "" : ` (${quoted(String(value))})`;
      this.#note(path + pointerStep(key), `${quoted(key)} is not kept${shown}.`);
    }
  }

  /** The notes with their places, `before` first. */
  toArray(before: readonly ImportProblem[]): ImportProblem[] {
    const places = this.#places(this.#notes.map(({ path }) => path));
    const all = this.#notes.map((note) => ({ ...note, ...(places.get(note.path) ?? { line: 1, column: 1 }) }));
    if (this.#leftOut > 0) {
      const message = `${this.#leftOut} more notes are not listed.`;
      all.push({ severity: "warning", path: "", line: 1, column: 1, message });
    }
    return [...before, ...all];
  }

  #note(path: string, message: string): void {
    this.add("info", path, message);
  }

  #text(value: JsonValue | undefined, path: string): string {
    if (typeof value === "string") return value;
    if (value === undefined || value === null) return "";
    if (typeof value !== "object") return String(value);
    this.#note(path, `Text must stand here; ${Array.isArray(value) ? "a list" : "an object"} is not kept.`);
    return "";
  }
}
