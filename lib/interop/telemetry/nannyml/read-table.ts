import { UnreadableImportError } from "../../import-problem.ts";
import { readCsv } from "../../csv/read-csv.ts";
import type { JsonValue } from "../../json-value.ts";
import { isObject, type JsonObject } from "../../supply-chain/json/parts.ts";
import type { TelemetryBody } from "../json/decode-body.ts";
import { parsePythonJson } from "../json/parse-python-json.ts";
import { unreadable } from "../json/problem.ts";
import { TELEMETRY_LIMITS, type TelemetryReading } from "../record.ts";

/** A data frame: the names of its columns, and its rows by them; a cell of CSV is text. */
export interface Table {
  readonly names: readonly string[];
  readonly rows: readonly JsonObject[];
}

const MOST_CELLS = 2_000_000;
const TOO_MANY_CELLS = `The table has more than ${MOST_CELLS} cells.`;

/**
 * Reads a data frame that pandas wrote: CSV with one row of headings, or JSON as a list of records or, as `to_json` does
 * without orient, columns of cells by index. Unreadable: anything else, and more than 50,000 rows.
 */
export function readTable(body: TelemetryBody, encoding: "json" | "csv"): TelemetryReading<Table> {
  const table = encoding === "csv" ? fromCsv(body) : fromJson(body);
  if (!table.ok || table.decoded.rows.length <= TELEMETRY_LIMITS.events) return table;
  return unreadable("too_large", `The table has more than ${TELEMETRY_LIMITS.events} rows.`);
}

function fromCsv(body: TelemetryBody): TelemetryReading<Table> {
  try {
    const limits = { maxRows: TELEMETRY_LIMITS.events, maxBytes: TELEMETRY_LIMITS.bodyBytes };
    const { headings, rows } = readCsv("bytes" in body ? body.bytes : body.text, limits);
    if (rows.length * headings.length > MOST_CELLS) return unreadable("too_large", TOO_MANY_CELLS);
    const records = rows.map(({ cells }) => Object.fromEntries(headings.map((name, at) => [name, cells[at] ?? ""])));
    return { ok: true, decoded: { names: headings, rows: records } };
  } catch (error) {
    if (!(error instanceof UnreadableImportError)) throw error;
    const [first] = error.problems;
    const code = error.kind === "too_large" ? "too_large" : "malformed";
    return unreadable(code, error.message, `line ${first?.line ?? 1}`);
  }
}

function fromJson(body: TelemetryBody): TelemetryReading<Table> {
  const parsed = parsePythonJson(body);
  if (!parsed.ok) return parsed;
  const value = parsed.decoded;
  const rows = Array.isArray(value) ? value : isObject(value) ? fromColumns(value) : null;
  if (rows === null || !rows.every(isObject)) {
    return unreadable("malformed", "The table must be a list of rows, or an object of columns.", "/");
  }
  const names = [...new Set(rows.slice(0, 100).flatMap((row) => Object.keys(row)))];
  return { ok: true, decoded: { names, rows } };
}

/** Rows of `{column: {index: cell}}`; null when a column is none. */
function fromColumns(columns: JsonObject): JsonValue[] | null {
  const rows = new Map<string, [string, JsonValue][]>();
  for (const [name, cells] of Object.entries(columns)) {
    if (!isObject(cells)) return null;
    for (const [index, cell] of Object.entries(cells)) {
      const row = rows.get(index);
      if (row === undefined) rows.set(index, [[name, cell]]);
      else row.push([name, cell]);
    }
  }
  return [...rows.values()].map((cells) => Object.fromEntries(cells));
}
