import type { JsonValue } from "../../json-value.ts";
import type { TelemetryReading } from "../record.ts";
import { decodeBody, type TelemetryBody } from "./decode-body.ts";
import { parseText } from "./parse-text.ts";

/** A text with its escapes, or one of the three numbers that Python writes and JSON does not know. */
const TEXT_OR_WORD = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

/**
 * Parses a document that Python's json module wrote: as parseBody, but NaN, Infinity and -Infinity are read as null, for one
 * metric that could not be computed must not hinder the others of a report.
 */
export function parsePythonJson(body: TelemetryBody): TelemetryReading<JsonValue> {
  const decoded = decodeBody(body);
  if (!decoded.ok) return decoded;
  const { text } = decoded.decoded;
  const hasWords = text.includes("NaN") || text.includes("Infinity");
  return parseText(hasWords ? text.replace(TEXT_OR_WORD, (found) => (found.startsWith('"') ? found : "null")) : text);
}
