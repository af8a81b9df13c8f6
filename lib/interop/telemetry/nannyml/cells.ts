import type { JsonValue } from "../../json-value.ts";
import { readTime } from "../json/read-time.ts";

/** A finite number of a cell, which CSV writes as text; undefined for an empty one, NaN and anything else. */
export function numberOf(cell: JsonValue | undefined): number | undefined {
  const number = typeof cell === "string" && cell.trim() !== "" ? Number(cell) : cell;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** True or false, as JSON, Python and databases write it; null when it is neither. */
export function booleanOf(cell: JsonValue | undefined): boolean | null {
  if (cell === true || cell === 1 || cell === "True" || cell === "true" || cell === "1" || cell === "t") return true;
  if (cell === false || cell === 0 || cell === "False" || cell === "false" || cell === "0" || cell === "f")
    return false;
  return null;
}

/**
 * Milliseconds since 1970 of a cell; undefined when it holds no time. NannyML writes times without a zone: they are read as
 * UTC, as pandas itself does when it writes them as numbers. A day alone is its first moment.
 */
export function timeOf(cell: JsonValue | undefined): number | undefined {
  const number = typeof cell === "string" && /^\d{10,13}$/.test(cell) ? Number(cell) : cell;
  const at = typeof number === "string" ? readTime(zoned(number)) : readTime(number);
  return typeof at === "number" ? at : undefined;
}

function zoned(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text}T00:00:00Z`;
  if (/[+-]\d{4}$/.test(text)) return `${text.slice(0, -2)}:${text.slice(-2)}`;
  return /(?:[zZ]|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`;
}
