import Link from "next/link";
import { Badge } from "@/components/ui/badge.tsx";
import { Person } from "@/components/ui/person.tsx";
import type { NodeDto } from "@/lib/inventory/assets/schema.ts";
import { environmentLabels, exposureLabels, statusLabels } from "@/lib/inventory/assets/fact-rules.ts";
import { nodeHref, nodeName } from "@/lib/lineage/rules.ts";
import type { LiveDeployment } from "@/lib/lineage/schema.ts";
import { SourceEntryLink } from "./source-entry-link.tsx";

const word = (labels: Readonly<Record<string, string>>, value: string): string => labels[value] ?? value;

function Things({ nodes, none }: { nodes: readonly NodeDto[]; none: string }) {
  if (nodes.length === 0) return <span className="mk-3">{none}</span>;
  return (
    <span className="mk-live-runs">
      {nodes.map((node) => (
        <Link key={node.id} href={nodeHref(node)} className="mk-link">
          {nodeName(node)}
        </Link>
      ))}
    </span>
  );
}

interface LiveTableProps {
  items: readonly LiveDeployment[];
  mayReadTrail: boolean;
  /** The instant asked for; undefined for now. Deployments then open as they were. */
  at: string | undefined;
}

/** Deployments that were live, one a row, each with the entry that says so. */
export function LiveTable({ items, mayReadTrail, at }: LiveTableProps) {
  const then = at === undefined ? "" : `?${new URLSearchParams({ at }).toString()}`;
  return (
    <div className="mk-lineage-scroll mk-lineage-blocks">
      <table className="mk-lineage-table" aria-label="Live deployments">
        <thead>
          <tr>
            <th scope="col">Deployment</th>
            <th scope="col">Status</th>
            <th scope="col">Where</th>
            <th scope="col">Ran</th>
            <th scope="col">For</th>
            <th scope="col">Owner then</th>
            <th scope="col">Recorded by</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <Link href={`${nodeHref({ type: "deployment", slug: item.slug })}${then}`} className="mk-link">
                  {item.name}
                </Link>
              </th>
              <td data-label="Status">
                <Badge tone={item.status === "throttled" ? "amber" : "green"}>{word(statusLabels, item.status)}</Badge>
              </td>
              <td data-label="Where">
                {word(environmentLabels, item.environment)}, {word(exposureLabels, item.exposure).toLowerCase()}
              </td>
              <td data-label="Ran">
                <Things nodes={item.runs} none="not stated" />
              </td>
              <td data-label="For">
                <Things nodes={item.serves} none="no system stated" />
              </td>
              <td data-label="Owner then">
                <Person name={item.owner?.name ?? null} />
              </td>
              <td data-label="Recorded by">
                <SourceEntryLink entry={item.entry} mayOpen={mayReadTrail} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
