import "./key-value-list.css";
import type { ReactNode } from "react";

export interface KeyValue {
  label: string;
  value: ReactNode;
}

/** Facts as label and value. A value of null or "" is said as "not stated". */
export function KeyValueList({ items, lines = false }: { items: readonly KeyValue[]; lines?: boolean }) {
  return (
    <dl className="mk-kv" data-lines={lines || undefined}>
      {items.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === null || value === "" ? <span className="mk-3">not stated</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
