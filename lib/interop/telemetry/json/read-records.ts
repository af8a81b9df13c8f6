import type { JsonValue } from "../../json-value.ts";
import { isObject } from "../../supply-chain/json/parts.ts";
import { type RejectedRecord, TELEMETRY_LIMITS, type TelemetryReading } from "../record.ts";
import type { DecodedText } from "./decode-body.ts";
import { parseFlatText } from "./parse-text.ts";
import { type RecordProblem, unreadable } from "./problem.ts";

/** `json`: a list of records, or one record. `ndjson`: one record a line; empty lines count for nothing. */
export type RecordEncoding = "json" | "ndjson";

/**
 * Takes one record, or says what is wrong with it. `place` is its position among the records, from 0. Nobody looked at the
 * depth of a record before: what is kept of it, or walked through, must be looked at level by level.
 */
type TakeRecord = (value: JsonValue, place: number) => RecordProblem | null;

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
  const rejected: RejectedRecord[] = [];
  let place = 0;
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const content = text.slice(start, end);
    start = end + 1;
    line += 1;
    if (isBlank(content)) continue;
    if (place >= TELEMETRY_LIMITS.events) return unreadable("too_large", TOO_MANY, `line ${line}`);
    const parsed = parseFlatText(content);
    const problem = parsed.ok ? take(parsed.decoded, place) : lineProblem(line, parsed.problem);
    if (problem !== null) rejected.push({ place, ...problem });
    place += 1;
  }
  return { ok: true, decoded: rejected };
}

function isBlank(content: string): boolean {
  const first = content.charCodeAt(0);
  return first > 0x20 ? false : content.trim() === "";
}

function lineProblem(line: number, { code, message, place }: { code: string; message: string; place: string }) {
  const column = place.replace("line 1, ", "");
  if (code === "too_large") return { code: "too_large", message: `Line ${line}: ${message}` } as const;
  return { code: "invalid", message: `Line ${line} is not JSON at ${column}: ${message}` } as const;
}

function looksLikeLines(text: string): boolean {
  return /^\s*\{[^\n]*\}\s*\n\s*\{/.test(text.slice(0, 100_000));
}

function withHint(problem: { message: string; place: string }): TelemetryReading<never> {
  const message = `${problem.message} One record a line is sent as application/x-ndjson.`;
  return unreadable("malformed", message, problem.place);
}
