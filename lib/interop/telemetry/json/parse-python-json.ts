import type { JsonValue } from "../../json-value.ts";
import type { TelemetryReading } from "../record.ts";
import { closingQuote } from "./check-structure.ts";
import { decodeBody, type TelemetryBody } from "./decode-body.ts";
import { parseText } from "./parse-text.ts";

const WORD = /-?\b(?:NaN|Infinity)\b/g;

/**
 * Parses a document that Python's json module wrote: as parseBody, but NaN, Infinity and -Infinity are read as null, for one
 * metric that could not be computed must not hinder the others of a report.
 */
export function parsePythonJson(body: TelemetryBody): TelemetryReading<JsonValue> {
  const decoded = decodeBody(body);
  if (!decoded.ok) return decoded;
  const { text } = decoded.decoded;
  const hasWords = text.includes("NaN") || text.includes("Infinity");
  return parseText(hasWords ? withoutWords(text) : text);
}

/** The text with null for the words that stand outside of texts; texts are found by hand, for a regular expression gives up. */
function withoutWords(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const open = quote === -1 ? text.length : quote;
    const close = closingQuote(text, open + 1, text.length) + 1;
    parts.push(text.slice(at, open).replace(WORD, "null"), text.slice(open, close));
    at = close;
  }
  return parts.join("");
}
