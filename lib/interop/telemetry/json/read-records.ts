import type { JsonValue } from "../../json-value.ts";
import { isObject } from "../../supply-chain/json/parts.ts";
import { type RejectedRecord, TELEMETRY_LIMITS, type TelemetryReading } from "../record.ts";
import type { DecodedText } from "./decode-body.ts";
import { mayHoldTooMany, TOO_FULL } from "./check-structure.ts";
import { parseFlatText, parseLine, parseText } from "./parse-text.ts";
import { invalid, type RecordProblem, tooLarge, unreadable } from "./problem.ts";

/** `json`: a list of records, or one record. `ndjson`: one record a line; empty lines count for nothing. */
export type RecordEncoding = "json" | "ndjson";

/**
 * Takes one record, or says what is wrong with it. `place` is its position among the records, from 0. Nobody looked at the
 * depth of a record before: what is kept of it, or walked through, must be looked at level by level.
 */
type TakeRecord = (value: JsonValue, place: number) => RecordProblem | null;

/** The first broken lines are read again to say where, up to so many characters; a line costs as much as ten thousand. */
const MOST_EFFORT = 2_000_000;
const EFFORT_PER_LINE = 10_000;
const TOO_MANY = `The batch holds more than ${TELEMETRY_LIMITS.events} records. Send it in parts.`;

/**
 * Hands each record of a text to `take`, in order; answers those that were refused, in order. A line of NDJSON that is not
 * JSON is refused alone, with its number. The whole is refused when JSON cannot be read, is neither list nor object, or holds
 * more than 50,000 records; what was taken before is then to be thrown away.
 */
export function readRecords(
  { text }: DecodedText,
  encoding: RecordEncoding,
  take: TakeRecord,
): TelemetryReading<RejectedRecord[]> {
  return encoding === "json" ? readList(text, take) : readLines(text, take);
}

function readList(text: string, take: TakeRecord): TelemetryReading<RejectedRecord[]> {
  const parsed = parseFlatText(text);
  if (!parsed.ok) return looksLikeLines(text) ? withHint(parsed.problem) : parsed;
  const records = isObject(parsed.decoded) ? [parsed.decoded] : parsed.decoded;
  if (!Array.isArray(records))
    return unreadable("malformed", "The body must be a list of records.", "line 1, column 1");
  if (records.length > TELEMETRY_LIMITS.events) return unreadable("too_large", TOO_MANY);
  const rejected: RejectedRecord[] = [];
  for (let place = 0; place < records.length; place += 1) {
    const problem = take(records[place] ?? null, place);
    if (problem !== null) rejected.push({ place, ...problem });
  }
  return { ok: true, decoded: rejected };
}

function readLines(text: string, take: TakeRecord): TelemetryReading<RejectedRecord[]> {
  if (mayHoldTooMany(text)) return unreadable("too_large", TOO_FULL);
  const rejected: RejectedRecord[] = [];
  let place = 0;
  let line = 0;
  let effort = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const content = text.slice(start, end);
    start = end + 1;
    line += 1;
    if (isBlank(content)) continue;
    if (place >= TELEMETRY_LIMITS.events) return unreadable("too_large", TOO_MANY, `line ${line}`);
    const parsed = parseLine(content);
    if (parsed === null) effort += content.length + EFFORT_PER_LINE;
    const problem = parsed === null ? lineProblem(line, content, effort <= MOST_EFFORT) : take(parsed.value, place);
    if (problem !== null) rejected.push({ place, ...problem });
    place += 1;
  }
  return { ok: true, decoded: rejected };
}

function isBlank(content: string): boolean {
  const first = content.charCodeAt(0);
  return first > 0x20 ? false : content.trim() === "";
}

function lineProblem(line: number, content: string, isExplained: boolean): RecordProblem {
  const again = isExplained ? parseText(content) : null;
  if (again === null || again.ok) return invalid(`Line ${line} is not JSON.`);
  const { code, message, place } = again.problem;
  if (code === "too_large") return tooLarge(`Line ${line}: ${message}`);
  return invalid(`Line ${line} is not JSON${place.replace("line 1, ", " at ")}: ${message}`);
}

function looksLikeLines(text: string): boolean {
  const newline = text.indexOf("\n");
  const first = text.slice(0, newline).trim();
  const next = text.slice(newline + 1, newline + 100).trimStart();
  return newline !== -1 && first.startsWith("{") && first.endsWith("}") && next.startsWith("{");
}

function withHint(problem: { message: string; place: string }): TelemetryReading<never> {
  const message = `${problem.message} One record a line is sent as application/x-ndjson.`;
  return unreadable("malformed", message, problem.place);
}
