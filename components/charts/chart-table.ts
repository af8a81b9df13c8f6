import { csvLine } from "@/lib/rules/csv/csv-line.ts";

export type ChartCell = string | number | null;

/** The numbers of a chart, as a table shows them and a file holds them. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ChartCell[])[];
}

/** The table as CSV; what was not measured is empty. */
export function chartCsv({ columns, rows }: ChartTable): string {
  return [columns, ...rows].map((row) => csvLine(row.map((cell) => cell ?? ""))).join("");
}
