"use client";

import { Checkbox } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import { tableRoles } from "./table-roles.ts";
import type { Column, RowRules } from "./types.ts";

interface TableRowProps<Row> {
  row: Row;
  rules: RowRules<Row>;
  columns: readonly Column<Row>[];
  chosen: boolean;
  /** undefined where rows cannot be chosen. */
  onChoose: ((rowId: string) => void) | undefined;
}

const interactive = "a,button,input,label,[role=button],[role=note]";

/** A click anywhere in the row opens it, except on something that has a click of its own or while text is being marked. */
export function opensRow(event: MouseEvent): boolean {
  if (event.button !== 0 || !(event.target instanceof Element)) return false;
  if (event.target.closest(interactive) !== null) return false;
  return (window.getSelection()?.toString() ?? "") === "";
}

export function TableRow<Row>({ row, rules, columns, chosen, onChoose }: TableRowProps<Row>) {
  const router = useRouter();
  const id = rules.id(row);
  const href = rules.href?.(row);
  const open = (event: MouseEvent) => {
    if (href === undefined || !opensRow(event)) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  };
  return (
    // The link in the first cell is the keyboard's way; the click on the row is a larger target for the mouse.
    <tr
      {...{ onClick: open }}
      {...tableRoles.row}
      data-row={id}
      data-chosen={chosen || undefined}
      data-opens={href !== undefined || undefined}
    >
      {onChoose === undefined ? null : (
        <td {...tableRoles.cell} className="mk-table-choose">
          <Checkbox checked={chosen} onChange={() => onChoose(id)} aria-label={`Select ${rules.name(row)}`} />
        </td>
      )}
      {columns.map((column, index) => (
        <td
          key={column.id}
          {...tableRoles.cell}
          data-label={column.label}
          data-numeric={column.numeric || undefined}
          data-first={index === 0 || undefined}
        >
          {index === 0 && href !== undefined ? (
            <Link href={href} className="mk-table-link">
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}
