import "./diff.css";
import type { ReactNode } from "react";

export interface FieldChange {
  field: string;
  label: string;
  /** null: there was or is nothing. */
  before: ReactNode;
  after: ReactNode;
}

interface DiffProps {
  changes: readonly FieldChange[];
  beforeLabel?: string;
  afterLabel?: string;
}

/** What changed, field by field: before and after, each in words. */
export function Diff({ changes, beforeLabel = "Before", afterLabel = "After" }: DiffProps) {
  return (
    <table className="mk-diff">
      <thead>
        <tr>
          <th scope="col">What changed</th>
          <th scope="col">{beforeLabel}</th>
          <th scope="col">{afterLabel}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, label, before, after }) => (
          <tr key={field}>
            <th scope="row">{label}</th>
            <td>
              {before === null ? <span className="mk-3">none</span> : <span className="mk-diff-old">{before}</span>}
            </td>
            <td>
              {after === null ? <span className="mk-3">removed</span> : <span className="mk-diff-new">{after}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
