import { UnreadableImportError } from "../import-problem.ts";
import { readText } from "../read-text.ts";

/** Largest table, in bytes, rows below the headings, and columns. */
export const maxCsvBytes = 32_000_000;
export const maxCsvRows = 100_000;
const MOST_COLUMNS = 500;

/** One row: the line of the file it starts on, from 1, and its cells. */
export type CsvRow = { line: number; cells: string[] };
export type CsvTable = { delimiter: string; headings: string[]; rows: CsvRow[] };

const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * Reads a table of comma-separated values (RFC 4180): quotes, doubled quotes, line breaks within quotes, CRLF, LF or CR. The
 * delimiter is the one that the first line names (sep=;) or uses most: comma, semicolon, tab or bar. The first row that is
 * not empty holds the headings; empty rows are left out. Cells are not trimmed.
 *
 * Throws UnreadableImportError (`too_large`, `unreadable`) with the line.
 */
export function readCsv(source: string | Uint8Array, limits: { maxBytes?: number; maxRows?: number } = {}): CsvTable {
  const text = readText(source, limits.maxBytes ?? maxCsvBytes);
  const named = /^sep=(.)(?:\r\n|\n|\r)/i.exec(text);
  const delimiter = named?.[1] ?? usualDelimiter(text);
  const most = limits.maxRows ?? maxCsvRows;
  const reader = new CsvReader(text, delimiter, named === null ? 0 : named[0].length, named === null ? 1 : 2);
  const rows: CsvRow[] = [];
  for (let row = reader.next(); row !== undefined; row = reader.next()) {
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    if (row.cells.length > MOST_COLUMNS) refuse(row.line, `This row has more than ${MOST_COLUMNS} cells.`);
    rows.push(row);
    if (rows.length > most + 1)
      refuse(row.line, `The table has more than ${most} rows. Split it and import the parts.`, "too_large");
  }
  const [head, ...others] = rows;
  if (head === undefined) return refuse(1, "The table is empty.");
  return { delimiter, headings: head.cells.map((cell) => cell.replace(/\s+/g, " ").trim()), rows: others };
}

/** The candidate that stands most often outside quotes in the first line; a comma when none does. */
function usualDelimiter(text: string): string {
  const counts = new Map<string, number>(DELIMITERS.map((each) => [each, 0]));
  let isQuoted = false;
  for (const char of text.slice(0, 100_000)) {
    if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === "\n" || char === "\r")) {
      if ([...counts.values()].some((count) => count > 0)) break;
    } else if (!isQuoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ",";
}

class CsvReader {
  readonly #text: string;
  readonly #delimiter: string;
  #at: number;
  #line: number;

  constructor(text: string, delimiter: string, start: number, line: number) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.#at = start;
    this.#line = line;
  }

  next(): CsvRow | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const row: CsvRow = { line: this.#line, cells: [] };
    for (;;) {
      row.cells.push(this.#cell());
      if (this.#text[this.#at] !== this.#delimiter) break;
      this.#at += 1;
    }
    this.#endLine();
    return row;
  }

  #endLine(): void {
    if (this.#text.startsWith("\r\n", this.#at)) this.#at += 1;
    this.#at += 1;
    this.#line += 1;
  }

  #cell(): string {
    if (this.#text[this.#at] === '"') return this.#quoted();
    const start = this.#at;
    while (!this.#isEnd()) this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #isEnd(): boolean {
    const char = this.#text[this.#at];
    return char === undefined || char === this.#delimiter || char === "\n" || char === "\r";
  }

  #quoted(): string {
    const line = this.#line;
    let cell = "";
    let start = this.#at + 1;
    for (;;) {
      const quote = this.#text.indexOf('"', start);
      if (quote === -1) refuse(line, "A quote that opens in this row is never closed.");
      const part = this.#text.slice(start, quote);
      this.#line += part.match(/\r\n|\n|\r/g)?.length ?? 0;
      cell += part;
      this.#at = quote + 1;
      if (this.#text[this.#at] !== '"') break;
      cell += '"';
      start = quote + 2;
    }
    if (!this.#isEnd())
      refuse(
        this.#line,
        'Behind a closing quote a delimiter or the end of the row must stand. Write a quote within as "".',
      );
    return cell;
  }
}

function refuse(line: number, message: string, kind: "unreadable" | "too_large" = "unreadable"): never {
  throw new UnreadableImportError(kind, [{ severity: "error", path: "", line, column: 1, message }]);
}
