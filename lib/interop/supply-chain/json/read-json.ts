import { type ImportProblem, quoted, UnreadableImportError } from "../../import-problem.ts";
import type { JsonValue } from "../../json-value.ts";
import { indexLines } from "../../line-index.ts";
import { pointerStep } from "../../origin.ts";
import { exactNumber } from "../../yaml/exact-number.ts";

export type JsonLimits = { maxDepth: number; maxValues: number };

/** Depth and number of values of any BOM seen so far are far below these. */
export const jsonLimits: JsonLimits = { maxDepth: 100, maxValues: 6_000_000 };

const MOST_WARNINGS = 200;

/**
 * Reads JSON (RFC 8259) with the place of what is wrong: every error and warning has its line, column and JSON pointer.
 * Of a key given twice the last value is read, with a warning; a number that a double cannot hold is kept as its text, with a
 * warning. `text` is free of raw NUL and lone surrogates (readText); escaped ones are refused too, for no database stores them.
 *
 * Throws UnreadableImportError (`unreadable`) for anything that is not JSON, and above the limits.
 */
export function readJson(
  text: string,
  limits: JsonLimits = jsonLimits,
): { value: JsonValue; warnings: ImportProblem[] } {
  const reader = new JsonReader(text, limits);
  return { value: reader.readDocument(), warnings: reader.warnings };
}

class JsonReader {
  readonly warnings: ImportProblem[] = [];
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #path: (string | number)[] = [];
  #at = 0;
  #values = 0;
  #place: ((offset: number) => { line: number; column: number }) | undefined;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  readDocument(): JsonValue {
    const value = this.#readValue();
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail("The JSON ends here, but more follows. Remove what follows.");
    return value;
  }

  #readValue(): JsonValue {
    this.#skipSpace();
    this.#values += 1;
    if (this.#values > this.#limits.maxValues)
      this.#fail(`The file holds more than ${this.#limits.maxValues} values. Split it and import the parts.`);
    const code = this.#text.charCodeAt(this.#at);
    if (code === 0x22) return this.#readString();
    if (code === 0x7b) return this.#nested(() => this.#readObject());
    if (code === 0x5b) return this.#nested(() => this.#readArray());
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#readNumber();
    return this.#readWord();
  }

  #nested(read: () => JsonValue): JsonValue {
    if (this.#path.length >= this.#limits.maxDepth)
      this.#fail(`The file is nested deeper than ${this.#limits.maxDepth} levels.`);
    this.#at += 1;
    return read();
  }

  #readObject(): JsonValue {
    const object: { [key: string]: JsonValue } = {};
    this.#skipSpace();
    if (this.#take(0x7d)) return object;
    for (;;) {
      this.#skipSpace();
      const start = this.#at;
      if (this.#text.charCodeAt(start) !== 0x22) this.#fail('A name in double quotes must stand here, or "}".');
      const key = this.#readString();
      this.#path.push(key);
      if (Object.hasOwn(object, key))
        this.#warn(start, `${quoted(key)} is given more than once; the last value is read.`);
      this.#skipSpace();
      if (!this.#take(0x3a)) this.#fail('A colon (":") must stand here.');
      const value = this.#readValue();
      if (key === "__proto__")
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
      else object[key] = value;
      this.#path.pop();
      this.#skipSpace();
      if (this.#take(0x7d)) return object;
      if (!this.#take(0x2c)) this.#fail('A comma or "}" must stand here.');
    }
  }

  #readArray(): JsonValue {
    const array: JsonValue[] = [];
    this.#skipSpace();
    if (this.#take(0x5d)) return array;
    for (;;) {
      this.#path.push(array.length);
      array.push(this.#readValue());
      this.#path.pop();
      this.#skipSpace();
      if (this.#take(0x5d)) return array;
      if (!this.#take(0x2c)) this.#fail('A comma or "]" must stand here.');
    }
  }

  #readString(): string {
    const start = this.#at + 1;
    let at = start;
    let isEscaped = false;
    for (; ; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === 0x22) break;
      if (code === 0x5c) {
        isEscaped = true;
        at += 1;
      } else if (!(code >= 0x20)) {
        if (at < this.#text.length) this.#at = at;
        this.#fail("This text is not closed. Put a double quote after it; write a line break as \\n.");
      }
    }
    this.#at = at + 1;
    const raw = this.#text.slice(start, at);
    return isEscaped ? this.#unescape(raw, start) : raw;
  }

  #unescape(raw: string, start: number): string {
    const wrong = /\\(?!["\\/bfnrt]|u[0-9A-Fa-f]{4})/.exec(raw.replace(/\\\\/g, "  "));
    if (wrong !== null) {
      this.#at = start + wrong.index;
      this.#fail("This escape is none that JSON knows. A backslash itself is written as \\\\.");
    }
    const text = JSON.parse(`"${raw}"`) as string;
    if (/\0|\p{Surrogate}/u.test(text)) {
      this.#at = start;
      this.#fail("This text holds an escaped NUL or half of a character (\\ud800 to \\udfff). Remove it.");
    }
    return text;
  }

  #readNumber(): JsonValue {
    const start = this.#at;
    const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
    pattern.lastIndex = start;
    const token = pattern.exec(this.#text)?.[0];
    if (token === undefined) this.#fail("This is not a number that JSON knows.");
    this.#at = start + token.length;
    const value = Number(token);
    if (token.length <= 15 && !/[eE]/.test(token)) return value === 0 ? 0 : value;
    const exact = exactNumber(token, value);
    if (exact !== undefined) return exact;
    this.#warn(start, "This number has more digits than can be kept as a number; it is kept as text.");
    return token;
  }

  #readWord(): JsonValue {
    for (const [word, value] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ] as const) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    if (this.#at >= this.#text.length) this.#fail("The file ends in the middle. It may have been cut off.");
    this.#fail('A value must stand here: text in double quotes, a number, true, false, null, "{" or "[".');
  }

  #skipSpace(): void {
    for (; ; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  #take(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at += 1;
    return true;
  }

  #problem(offset: number, severity: ImportProblem["severity"], message: string): ImportProblem {
    this.#place ??= indexLines(this.#text);
    return { severity, path: this.#path.map(pointerStep).join(""), ...this.#place(offset), message };
  }

  #warn(offset: number, message: string): void {
    if (this.warnings.length < MOST_WARNINGS) this.warnings.push(this.#problem(offset, "warning", message));
  }

  #fail(message: string): never {
    throw new UnreadableImportError("unreadable", [this.#problem(this.#at, "error", message)]);
  }
}
