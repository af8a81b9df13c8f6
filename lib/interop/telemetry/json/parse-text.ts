import { UnreadableImportError } from "../../import-problem.ts";
import type { JsonValue } from "../../json-value.ts";
import { readJson } from "../../supply-chain/json/read-json.ts";
import { TELEMETRY_LIMITS, type TelemetryReading } from "../record.ts";
import { checkStructure, mayHoldTooMany, TOO_FULL } from "./check-structure.ts";
import { decodeBody, type TelemetryBody } from "./decode-body.ts";
import { unreadable } from "./problem.ts";

/** Longest text that is read twice to say where it is wrong. */
const LONGEST_EXPLAINED = 2_000_000;
const NO_PLACE = `This is not JSON. Its place is told for bodies up to ${LONGEST_EXPLAINED} characters.`;
const NO_NUMBER = "JSON knows neither NaN nor Infinity. Write null.";
const TOO_DEEP = `It is nested deeper than ${TELEMETRY_LIMITS.depth} levels.`;

/**
 * Parses one JSON text, after its depth was looked at. Of a key given twice the last value counts, as in JSON.parse. What is
 * no JSON is refused with line and column and what must stand there; what is too deep or holds too much is refused unparsed.
 */
export function parseText(text: string): TelemetryReading<JsonValue> {
  const structure = checkStructure(text);
  if (structure !== null) return unreadable("too_large", structure === "deep" ? TOO_DEEP : TOO_FULL);
  return parse(text);
}

/** Parses one line; null when it is not JSON, which is quicker than saying where. */
export function parseLine(text: string): { readonly value: JsonValue } | null {
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return null;
  }
}

/**
 * Parses a JSON text of records that will each be looked at to its last level, so that the depth of the whole need not be
 * known before: JSON.parse itself is not recursive. Otherwise as parseText.
 */
export function parseFlatText(text: string): TelemetryReading<JsonValue> {
  return mayHoldTooMany(text) ? unreadable("too_large", TOO_FULL) : parse(text);
}

function parse(text: string): TelemetryReading<JsonValue> {
  try {
    return { ok: true, decoded: JSON.parse(text) as JsonValue };
  } catch {
    return explain(text);
  }
}

/** Parses a body that is one JSON document, of any kind. Refused as in decodeBody and parseText. */
export function parseBody(body: TelemetryBody): TelemetryReading<JsonValue> {
  const decoded = decodeBody(body);
  return decoded.ok ? parseText(decoded.decoded.text) : decoded;
}

/** Reads a text that JSON.parse refused once more, with the slower reader that knows places. */
function explain(text: string): TelemetryReading<never> & { ok: false } {
  if (text.length > LONGEST_EXPLAINED) return unreadable("malformed", NO_PLACE, "");
  try {
    readJson(text);
  } catch (error) {
    if (!(error instanceof UnreadableImportError)) throw error;
    const [first] = error.problems;
    if (first !== undefined) {
      const { line, column = 1, message } = first;
      const isNoNumber = /^-?(?:NaN|Infinity)\b/.test(lineOf(text, line).slice(column - 1, column + 9));
      return unreadable("malformed", isNoNumber ? NO_NUMBER : message, `line ${line}, column ${column}`);
    }
  }
  return unreadable("malformed", "This is not JSON.", "line 1, column 1");
}

function lineOf(text: string, line: number): string {
  return text.split(/\r\n|\n|\r/, line).at(-1) ?? "";
}
