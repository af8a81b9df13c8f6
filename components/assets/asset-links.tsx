import "./assets.css";
import Link from "next/link";
import { Badge } from "@/components/ui/badge.tsx";
import { nodeLabels, relations } from "@/lib/inventory/assets/rules.ts";
import type { LinkDto, NodeDto } from "@/lib/inventory/assets/schema.ts";
import { nodeHref, nodeName } from "@/lib/lineage/rules.ts";

type Group = { heading: string; nodes: NodeDto[] };

/** Links by what they say, read from this thing: what it states itself first. Links in one group point the same way. */
function linkGroups(links: readonly LinkDto[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { relation, stated, node } of links) {
    const words = stated === "here" ? relations[relation].label : relations[relation].inverse;
    const group = groups.get(words) ?? { heading: words.charAt(0).toUpperCase() + words.slice(1), nodes: [] };
    group.nodes.push(node);
    groups.set(words, group);
  }
  return [...groups.values()];
}

function kindAndDetail(node: NodeDto): string {
  const { type, detail } = node;
  const said = detail === "" || nodeName(node).endsWith(detail) || !["deployment", "vendor"].includes(type);
  return said ? nodeLabels[type] : `${nodeLabels[type]}, ${detail}`;
}

/** A thing as a link with its kind beside it; one that is out of use says so. */
export function NodeLink({ node }: { node: NodeDto }) {
  const gone = node.state === "archived" || node.state === "retired";
  return (
    <div className="mk-node">
      <Link className="mk-link" href={nodeHref(node)}>
        {nodeName(node)}
      </Link>
      <span>{kindAndDetail(node)}</span>
      {gone ? <Badge tone="amber">{node.state === "archived" ? "Archived" : "Retired"}</Badge> : null}
    </div>
  );
}

/** Everything this thing is linked to, grouped by what the link says. */
export function LinkGroups({ links }: { links: readonly LinkDto[] }) {
  return (
    <div className="mk-link-groups">
      {linkGroups(links).map(({ heading, nodes }) => (
        <div key={heading}>
          <h3>{heading}</h3>
          <ul>
            {nodes.map((node) => (
              <li key={node.id}>
                <NodeLink node={node} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
