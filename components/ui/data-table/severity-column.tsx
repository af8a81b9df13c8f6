import { SeverityMark, type Severity } from "../severity-mark.tsx";
import type { Column } from "./types.ts";

/** The column that says how grave a row is. */
export function severityColumn<Row extends { severity: Severity }>(): Column<Row> {
  return {
    id: "severity",
    label: "Severity",
    width: "110px",
    cell: ({ severity }) => <SeverityMark level={severity} />,
  };
}
