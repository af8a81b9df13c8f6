import type { JsonValue } from "../../json-value.ts";
import type { RejectedRecord, TelemetryReading, UnreadableTelemetry } from "../record.ts";

/** What is wrong with one record of a batch, before its place is known. */
export type RecordProblem = Pick<RejectedRecord, "code" | "message">;

/** A record whose content breaks a rule. */
export function invalid(message: string): RecordProblem {
  return { code: "invalid", message };
}

/** A record above a limit. */
export function tooLarge(message: string): RecordProblem {
  return { code: "too_large", message };
}

/** A record of a kind that is not read here. */
export function unsupported(message: string): RecordProblem {
  return { code: "unsupported", message };
}

/** A batch that cannot be read at all; `place` is a line with its column, or a JSON pointer. */
export function unreadable(
  code: UnreadableTelemetry["code"],
  message: string,
  place = "",
): TelemetryReading<never> & { ok: false } {
  return { ok: false, problem: { code, message, place } };
}

/** A value as the end of "…, is": numbers and booleans as they are, of everything else only the kind, for texts may be private. */
export function shown(value: JsonValue | undefined): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return value === "" ? "empty text" : "text";
  return Array.isArray(value) ? "a list" : "an object";
}
