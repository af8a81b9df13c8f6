import "./key-value-list.css";
import type { ReactNode } from "react";

export interface SummaryCell {
  label: string;
  value: ReactNode;
  note?: ReactNode;
}

/** The few facts that decide, in cells divided by hairlines: label, value, and a note such as a comparison or a limit. */
export function SummaryStrip({ cells }: { cells: readonly SummaryCell[] }) {
  return (
    <dl className="mk-strip">
      {cells.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
          {note === undefined ? null : <dd className="mk-strip-note mk-num">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
