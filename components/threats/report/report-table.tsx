interface TableProps {
  label: string;
  headings: readonly string[];
  rows: readonly (readonly string[])[];
  /** What stands instead when there are no rows. */
  empty: string;
}

/** On a phone it is wider than the screen: keys scroll it too. */
const scrolled = { role: "region", tabIndex: 0 };

/** A table of the printed report: plain, so that it breaks well over pages. */
export function ReportTable({ label, headings, rows, empty }: TableProps) {
  if (rows.length === 0) return <p className="mk-3">{empty}</p>;
  return (
    <div className="mk-report-scroll" {...scrolled} aria-label={label}>
      <table>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
