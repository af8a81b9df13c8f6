import type { JsonValue } from "../../json-value.ts";
import { TELEMETRY_LIMITS } from "../record.ts";

/** Objects and lists of one body. A batch of 50,000 events holds a tenth of it; a bomb of empty lists would hold millions. */
const MOST_CONTAINERS = 2_000_000;
export const TOO_FULL = `It holds more than ${MOST_CONTAINERS} objects and lists.`;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** "[" and "{" differ in one bit, as do "]" and "}". */
const CASE_BIT = 0x20;
const OPENS = 0x7b;
const CLOSES = 0x7d;

/**
 * Whether a JSON text can hold more than two million objects and lists: counts what opens one, also within texts, so it may
 * be too careful, never too lenient. Finds them natively: a hundred times faster than parsing.
 */
export function mayHoldTooMany(text: string): boolean {
  let count = 0;
  for (const opening of ["{", "["]) {
    for (let at = text.indexOf(opening); at !== -1; at = text.indexOf(opening, at + 1)) {
      count += 1;
      if (count > MOST_CONTAINERS) return true;
    }
  }
  return false;
}

/** Whether a value that was parsed is nested deeper than `levels`; looks no deeper than that. */
export function isDeeper(value: JsonValue | undefined, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((part) => isDeeper(part, levels - 1));
}

/**
 * Looks at the brackets of a JSON text from `start` to `end` before it is parsed, so that a bomb is never built: "deep" above
 * 32 levels, "many" above two million objects and lists, null when neither. Wrong JSON is not its matter.
 */
export function checkStructure(text: string, start = 0, end = text.length): "deep" | "many" | null {
  let depth = 0;
  let containers = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = closingQuote(text, at + 1, end);
    } else if ((code | CASE_BIT) === OPENS && code >= 0x5b) {
      depth += 1;
      containers += 1;
      if (depth > TELEMETRY_LIMITS.depth) return "deep";
      if (containers > MOST_CONTAINERS) return "many";
    } else if ((code | CASE_BIT) === CLOSES && code >= 0x5d) {
      depth -= 1;
    }
  }
  return null;
}

/** Where the text ends that begins before `start`: its closing quote, or `end` when it is never closed. */
export function closingQuote(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    at += code === BACKSLASH ? 2 : 1;
  }
  return end;
}
