import { type CsvMapping, proposeMapping } from "./mapping.ts";
import { type CsvRow, readCsv } from "./read-csv.ts";

/** What a person needs to choose the columns: headings, the first rows, how many there are, and what the headings suggest. */
export type CsvPreview = {
  delimiter: string;
  headings: string[];
  rows: CsvRow[];
  rowCount: number;
  mapping: CsvMapping;
};

const SHOWN_ROWS = 20;

/** Reads a table as far as its preview needs it. Throws UnreadableImportError with the line. */
export function previewCsv(
  source: string | Uint8Array,
  limits: { maxBytes?: number; maxRows?: number } = {},
): CsvPreview {
  const { delimiter, headings, rows } = readCsv(source, limits);
  const mapping = proposeMapping(headings, rows.slice(0, 1000));
  return { delimiter, headings, rows: rows.slice(0, SHOWN_ROWS), rowCount: rows.length, mapping };
}
