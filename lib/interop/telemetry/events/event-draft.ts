import type { JsonValue } from "../../json-value.ts";
import { isStorable } from "../json/decode-body.ts";
import { invalid, type RecordProblem, shown, tooLarge } from "../json/problem.ts";
import { TELEMETRY_LIMITS, type TelemetryEvent } from "../record.ts";

/** An event that is being read. */
export type EventDraft = { -readonly [Key in keyof TelemetryEvent]: TelemetryEvent[Key] };

/** How the records of one body are to be read. */
export interface ReadingContext {
  /** Whether texts may hold what no database stores (see decodeBody). */
  readonly mayBeOdd: boolean;
  /** Names that no reader knows, in the order met; the first ten are kept. */
  readonly unknown: Set<string>;
  /** For events without a time or model of their own, where the envelope has one. */
  readonly fallback?: { readonly at: number; readonly model: string | null };
}

const MOST_UNKNOWN = 10;

/** Notes a name that nobody reads. */
export function noteUnknown(context: ReadingContext, name: string): void {
  if (context.unknown.size < MOST_UNKNOWN) context.unknown.add(name.slice(0, TELEMETRY_LIMITS.nameLength));
}

/** What is wrong with a text that will be kept; null when nothing is. */
export function textProblem(field: string, value: string, context: ReadingContext): RecordProblem | null {
  if (value.length > TELEMETRY_LIMITS.stringLength) {
    return tooLarge(`${field} must not be longer than ${TELEMETRY_LIMITS.stringLength} characters, is ${value.length}`);
  }
  if (context.mayBeOdd && !isStorable(value)) return invalid(`${field} must not hold NUL or half of a character`);
  return null;
}

/** What is wrong with a value that must be a number from `least` to `most`; null when nothing is. */
export function numberProblem(field: string, value: JsonValue, least: number, most: number): RecordProblem | null {
  if (typeof value === "number" && value >= least && value <= most) return null;
  if (most === Number.MAX_VALUE) {
    return invalid(least === 0 ? `${field} must be a number from 0, is ${shown(value)}` : notFinite(field, value));
  }
  return invalid(`${field} must be between ${least} and ${most}, is ${shown(value)}`);
}

/** What is wrong with a value that must be a whole number from 0; null when nothing is. */
export function wholeProblem(field: string, value: JsonValue): RecordProblem | null {
  if (typeof value === "number" && value >= 0 && Number.isSafeInteger(value)) return null;
  return invalid(`${field} must be a whole number from 0, is ${shown(value)}`);
}

function notFinite(field: string, value: JsonValue): string {
  return `${field} must be a finite number, is ${shown(value)}`;
}
