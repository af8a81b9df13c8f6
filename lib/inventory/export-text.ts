import { csvLine } from "../rules/csv/csv-line.ts";
import type { ModelSummaryDto } from "./schema.ts";

export type ExportRow = Omit<ModelSummaryDto, "owner"> & { owner: string; description: string; purpose: string };

const columns = [
  "slug",
  "name",
  "kind",
  "owner",
  "team",
  "provider",
  "sensitivity",
  "stage",
  "state",
  "licence",
  "tasks",
  "tags",
  "description",
  "purpose",
  "version",
  "createdAt",
  "updatedAt",
  "id",
] as const satisfies readonly (keyof ExportRow)[];

/** The models as CSV: a heading line, then one line each, ended by CRLF; lists are joined by "; ". */
export function modelsCsv(rows: readonly ExportRow[]): string {
  const cell = (value: string | number | readonly string[]): string | number =>
    typeof value === "object" ? value.join("; ") : value;
  const lines = rows.map((row) => csvLine(columns.map((column) => cell(row[column]))));
  return csvLine(columns) + lines.join("");
}

/** The models as one JSON document, indented, with the time of the export. */
export function modelsJson(rows: readonly ExportRow[], exportedAt: string): string {
  const models = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
  return `${JSON.stringify({ exportedAt, models }, null, 2)}\n`;
}
