import { Button } from "@mantine/core";
import { useId, useState, type ReactNode } from "react";

/** Rows at a time: more are a press away. */
const STEP = 50;

interface RowListProps {
  title: string;
  columns: readonly string[];
  rows: readonly { id: string; row: ReactNode }[];
  total: number;
  empty: string;
  action: ReactNode;
}

/** One list of the table: heading with count, rows, and a press for more of them. */
export function RowList({ title, columns, rows, total, empty, action }: RowListProps) {
  const [most, setMost] = useState(STEP);
  const heading = useId();
  return (
    <section className="mk-list" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          {title} <span>{rows.length === total ? total : `${rows.length} of ${total}`}</span>
        </h2>
        {action}
      </header>
      {rows.length === 0 ? (
        <p className="mk-list-empty">{total === 0 ? empty : "Nothing fits the search."}</p>
      ) : (
        <div className="mk-list-scroll" role="group" aria-labelledby={heading} {...focusable}>
          <table aria-labelledby={heading}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
                <th scope="col">
                  <span className="mk-visually-hidden">Remove</span>
                </th>
              </tr>
            </thead>
            <tbody>{rows.slice(0, most).map(({ row }) => row)}</tbody>
          </table>
        </div>
      )}
      {rows.length > most ? (
        <Button variant="default" size="xs" onClick={() => setMost(most + STEP)}>
          Show {Math.min(STEP, rows.length - most)} more
        </Button>
      ) : null}
    </section>
  );
}

/** What scrolls sideways must be reachable with the keyboard. */
const focusable = { tabIndex: 0 };
