import "@/components/inventory/inventory.css";
import "./assets.css";
import { Badge } from "@/components/ui/badge.tsx";
import type { AssetFactsOf } from "@/lib/inventory/assets/facts-schema.ts";

type Columns = AssetFactsOf<"dataset_version">["columns"];

/** The columns of a dataset version: name, type, and which hold personal data. */
export function SchemaTable({ columns }: { columns: Columns }) {
  return (
    <div className="mk-schema">
      <table className="mk-plain-table">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Type</th>
            <th scope="col">Personal data</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, type, personal }, index) => (
            <tr key={index}>
              <td className="mk-mono">{name}</td>
              <td>{type === "" ? <span className="mk-3">not stated</span> : type}</td>
              <td>{personal ? <Badge tone="amber">Personal</Badge> : <span className="mk-3">no</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
