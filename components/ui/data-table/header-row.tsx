"use client";

import { Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { tableRoles } from "./table-roles.ts";
import type { Column } from "./types.ts";

/** The next sort when a header is pressed: ascending, descending, then the list's own order. */
export function nextSort(current: string | undefined, columnId: string): string | undefined {
  if (current === columnId) return `-${columnId}`;
  return current === `-${columnId}` ? undefined : columnId;
}

interface HeaderRowProps<Row> {
  columns: readonly Column<Row>[];
  sort: string | undefined;
  onSort: (sort: string | undefined) => void;
  /** undefined where rows cannot be chosen. */
  choosing: { all: boolean; some: boolean; onAll: () => void } | undefined;
}

export function HeaderRow<Row>({ columns, sort, onSort, choosing }: HeaderRowProps<Row>) {
  return (
    <tr {...tableRoles.row}>
      {choosing === undefined ? null : (
        <th {...tableRoles.header} scope="col" className="mk-table-choose">
          <Checkbox
            checked={choosing.all}
            indeterminate={choosing.some && !choosing.all}
            onChange={choosing.onAll}
            aria-label="Select all rows on this page"
          />
        </th>
      )}
      {columns.map((column) => {
        const direction = sort === column.id ? "ascending" : sort === `-${column.id}` ? "descending" : undefined;
        return (
          <th
            key={column.id}
            {...tableRoles.header}
            scope="col"
            data-numeric={column.numeric || undefined}
            style={column.width === undefined ? undefined : { width: column.width }}
            {...(direction === undefined ? {} : { "aria-sort": direction })}
          >
            {column.sortable === true ? (
              <button type="button" onClick={() => onSort(nextSort(sort, column.id))}>
                {column.label}
                {direction === "ascending" ? <IconArrowUp aria-hidden /> : null}
                {direction === "descending" ? <IconArrowDown aria-hidden /> : null}
              </button>
            ) : (
              column.label
            )}
          </th>
        );
      })}
    </tr>
  );
}
