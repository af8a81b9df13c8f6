import { readCsv } from "@/lib/interop/csv/read-csv.ts";
import { UnreadableImportError } from "@/lib/interop/import-problem.ts";
import { readJson } from "@/lib/interop/supply-chain/json/read-json.ts";

export type Cell = string | number | boolean | null;

/** Rows of training data by column, as they are sent; `of` is how many the file has. */
export interface ReferenceFile {
  readonly columns: Readonly<Record<string, readonly Cell[]>>;
  readonly rows: number;
  readonly of: number;
}

export type ReadReference = { readonly file: ReferenceFile } | { readonly refused: string };

/** What one request may hold, with room for the rest of it. */
const MOST_BYTES = 900_000;
const MOST_ROWS = 100_000;
const MOST_COLUMNS = 500;
/** A column of so many numbers, and so few other cells, was meant as numbers. */
const NUMBERS = 0.9;

const NOTHING = new Set(["", "na", "n/a", "nan", "null", "none"]);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

class Refused extends Error {}

const refuse = (words: string): never => {
  throw new Refused(words);
};

function csvColumn(cells: readonly { line: number; text: string }[], heading: string): Cell[] {
  const known = cells.filter(({ text }) => !NOTHING.has(text.toLowerCase()));
  const wrong = known.filter(({ text }) => !NUMBER.test(text));
  const numbers = known.length - wrong.length;
  const [first] = wrong;
  if (first !== undefined && numbers > 0 && numbers >= NUMBERS * known.length) {
    const share = Math.floor((100 * numbers) / known.length);
    refuse(
      `Line ${first.line}, column “${heading}”: “${first.text.slice(0, 40)}” is no number, and ${share} % of the column are.`,
    );
  }
  return cells.map(({ text }) => {
    if (NOTHING.has(text.toLowerCase())) return null;
    return first === undefined ? Number(text) : text;
  });
}

function fromCsv(text: string): Record<string, Cell[]> {
  const { headings, rows } = readCsv(text);
  headings.forEach((heading, place) => {
    if (heading === "") refuse(`Line 1, column ${place + 1}: this column has no heading.`);
    if (headings.indexOf(heading) !== place) refuse(`Line 1, column ${place + 1}: “${heading}” stands there twice.`);
  });
  for (const { line, cells } of rows) {
    if (cells.length === headings.length) continue;
    const has = cells.length === 1 ? "1 cell" : `${cells.length} cells`;
    refuse(`Line ${line} has ${has}, and there are ${headings.length} headings.`);
  }
  return Object.fromEntries(
    headings.map((heading, place) => [
      heading,
      csvColumn(
        rows.map(({ line, cells }) => ({ line, text: (cells[place] ?? "").trim() })),
        heading,
      ),
    ]),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function jsonCell(value: unknown, row: number, name: string): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  return refuse(`Row ${row}, column “${name}”: write a number, a text, true, false or null, and no list or object.`);
}

function fromJson(text: string): Record<string, Cell[]> {
  const { value } = readJson(text);
  if (Array.isArray(value)) {
    const rows = value.map((row, index) =>
      isObject(row) ? row : refuse(`Row ${index + 1}: write an object with a value for each column.`),
    );
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return Object.fromEntries(
      names.map((name) => [name, rows.map((row, index) => jsonCell(row[name], index + 1, name))]),
    );
  }
  const columns = isObject(value) && isObject(value["columns"]) ? value["columns"] : value;
  if (!isObject(columns)) return refuse("Write a list of rows, or an object with a list of cells for each column.");
  return Object.fromEntries(
    Object.entries(columns).map(([name, cells]) => [
      name,
      Array.isArray(cells)
        ? cells.map((cell, index) => jsonCell(cell, index + 1, name))
        : refuse(`Column “${name}”: write a list of its cells.`),
    ]),
  );
}

/** Every so-manieth row, so that what is sent fits into one request. */
function fitting(columns: Record<string, Cell[]>): ReferenceFile {
  const names = Object.keys(columns);
  if (names.length === 0) refuse("The file has no column.");
  if (names.length > MOST_COLUMNS)
    refuse(`The file has ${names.length} columns; a reference has at most ${MOST_COLUMNS}.`);
  const rows = Math.max(...names.map((name) => columns[name]?.length ?? 0));
  if (rows === 0) refuse("The file has headings and no rows.");
  const bytes = new TextEncoder().encode(JSON.stringify(columns)).length;
  const every = Math.max(1, Math.ceil(Math.max(bytes / MOST_BYTES, rows / MOST_ROWS)));
  if (every === 1) return { columns, rows, of: rows };
  const taken = names.map((name) => [name, (columns[name] ?? []).filter((_, row) => row % every === 0)] as const);
  return { columns: Object.fromEntries(taken), rows: Math.ceil(rows / every), of: rows };
}

function placed({ problems, message }: UnreadableImportError): string {
  const [first] = problems;
  if (first === undefined) return message;
  return `Line ${first.line}${first.column === undefined ? "" : `, column ${first.column}`}: ${first.message}`;
}

/**
 * Training data out of a file: CSV with headings, or JSON as a list of rows or as lists of cells by column. What cannot be
 * read is said with its line (JSON: row) and its column.
 */
export function readReferenceFile(text: string): ReadReference {
  try {
    return { file: fitting(/^\s*[[{]/.test(text) ? fromJson(text) : fromCsv(text)) };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    if (error instanceof UnreadableImportError) return { refused: placed(error) };
    throw error;
  }
}

/** A column in short, for the preview. */
export function describeColumn(cells: readonly Cell[]): { type: string; missing: number; different: number } {
  const known = cells.filter((cell) => cell !== null);
  const numbers = known.filter((cell) => typeof cell === "number").length;
  return {
    type: known.length === 0 ? "empty" : 2 * numbers >= known.length ? "numbers" : "categories",
    missing: cells.length === 0 ? 0 : 1 - known.length / cells.length,
    different: new Set(known).size,
  };
}
