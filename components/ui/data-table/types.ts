import type { ReactNode } from "react";

export interface Column<Row> {
  /** Stable: used in the address (`sort=name`), in the remembered choice of columns and in exports. */
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** May be sorted by the server under this id. */
  sortable?: boolean;
  /** Figures: right-aligned, tabular. */
  numeric?: boolean;
  /** Not shown until chosen. */
  hidden?: boolean;
  /** CSS width such as "120px"; without it the column takes what it needs. */
  width?: string;
}

/** How a row is identified, opened and named. `href` is the real link of the first cell. */
export interface RowRules<Row> {
  id: (row: Row) => string;
  href?: (row: Row) => string;
  name: (row: Row) => string;
}

/** One page of the server's answer and how the request for it stands. */
export interface TablePage<Row> {
  rows: readonly Row[] | undefined;
  total?: number | undefined;
  nextCursor?: string | null | undefined;
  loading?: boolean;
  /** A newer answer is on its way while the old one is shown. */
  refreshing?: boolean;
  error?: unknown;
  onRetry?: () => void;
}

/** What a list keeps in the address. `sort` is a column id, with a leading minus for descending. */
export interface ListValues {
  q?: string | undefined;
  sort?: string | undefined;
  cursor?: string | undefined;
  [filter: string]: string | number | boolean | readonly string[] | undefined;
}

export interface FilterOption {
  value: string;
  label: string;
  mark?: ReactNode;
}

/** A filter as a sentence: `label` is its subject ("Risk"), the options are what it may be. */
export interface Filter {
  id: string;
  label: string;
  options: readonly FilterOption[];
  /** Several values at once, read as "or". */
  multiple?: boolean;
}

export interface ExportLink {
  label: string;
  href: string;
}

/** What stands above the table. */
export interface TableTools {
  /** Placeholder of the search field ("Search models"); without it there is no search. */
  search?: string;
  filters?: readonly Filter[];
  exports?: readonly ExportLink[];
  /** Buttons for the chosen rows; without it rows cannot be chosen. */
  bulk?: (chosen: readonly string[], clear: () => void) => ReactNode;
}
