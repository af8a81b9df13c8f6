"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { SensitivityMark } from "@/components/inventory/marks.tsx";
import { saveFile } from "@/components/inventory/save-file.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { copyText } from "@/components/ui/copy-text.ts";
import { Person } from "@/components/ui/person.tsx";
import { Section } from "@/components/ui/section.tsx";
import { relations } from "@/lib/inventory/assets/rules.ts";
import { groupNodes, nodeHref, nodeName, type Group } from "@/lib/lineage/rules.ts";
import type { LineageDto, LineageNode } from "@/lib/lineage/schema.ts";
import { KindIcon } from "./kind-icon.tsx";
import { lineageCsv } from "./lineage-csv.ts";
import { kindWords, stateTone, stateWord } from "./node-words.ts";

function Row({ node }: { node: LineageNode }) {
  const state = stateWord(node);
  return (
    <tr>
      <th scope="row">
        <Link href={nodeHref(node)} className="mk-link">
          {nodeName(node)}
        </Link>
      </th>
      <td data-label="Kind">
        <span className="mk-lineage-kind">
          <KindIcon type={node.type} />
          {kindWords(node)}
        </span>
      </td>
      <td data-label="State">{state === "" ? null : <Badge tone={stateTone(node)}>{state}</Badge>}</td>
      <td data-label="Sensitivity">
        <SensitivityMark level={node.sensitivity} />
      </td>
      <td data-label="Owner">
        <Person name={node.owner?.name ?? null} />
      </td>
      <td data-label="Links away" data-numeric className="mk-num">
        {node.distance}
      </td>
      <td data-label="Reached by">
        <span>
          {node.via === null ? "" : relations[node.via].label}{" "}
          {node.certain ? null : <span className="mk-lineage-unsure">version not stated, may be affected</span>}
        </span>
      </td>
    </tr>
  );
}

function GroupTable({ group }: { group: Group }) {
  return (
    <Section title={group.title} note={group.nodes.length.toLocaleString("en-GB")}>
      <div className="mk-lineage-scroll mk-lineage-blocks" data-kinds>
        <table className="mk-lineage-table" aria-label={group.title}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Kind</th>
              <th scope="col">State</th>
              <th scope="col">Sensitivity</th>
              <th scope="col">Owner</th>
              <th scope="col" data-numeric>
                Links away
              </th>
              <th scope="col">Reached by</th>
            </tr>
          </thead>
          <tbody>
            {group.nodes.map((node) => (
              <Row key={node.id} node={node} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Export({ nodes, name }: { nodes: readonly LineageNode[]; name: string }) {
  const [outcome, setOutcome] = useState("");
  const csv = (): string => lineageCsv(nodes, location.origin);
  return (
    <div className="mk-lineage-export">
      <Button
        size="xs"
        variant="default"
        onClick={() =>
          void copyText(csv()).then((copied) => setOutcome(copied ? "Copied." : "The browser refused to copy."))
        }
      >
        Copy as CSV
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload aria-hidden />}
        onClick={() => saveFile({ name: `${name}.csv`, blob: new Blob([csv()], { type: "text/csv" }) })}
      >
        Download CSV
      </Button>
      <span role="status" className="mk-small mk-3">
        {outcome}
      </span>
    </div>
  );
}

function Side({ title, nodes }: { title: string | null; nodes: readonly LineageNode[] }) {
  const groups = groupNodes(nodes);
  if (groups.length === 0) return null;
  return (
    <div className="mk-lineage-side">
      {title === null ? null : <h2 className="mk-lineage-side-title">{title}</h2>}
      {groups.map((group) => (
        <GroupTable key={group.id} group={group} />
      ))}
    </div>
  );
}

/** The lineage as tables by kind, live deployments first: the same data as the drawing, and all of it. */
export function LineageList({ lineage }: { lineage: LineageDto }) {
  const on = (side: "up" | "down"): LineageNode[] =>
    lineage.nodes.filter((node) => node.side === side || node.side === "both");
  const [up, down] = [lineage.up === null ? [] : on("up"), lineage.down === null ? [] : on("down")];
  const both = lineage.up !== null && lineage.down !== null;
  if (up.length + down.length === 0) return null;
  return (
    <>
      <Export nodes={lineage.nodes} name={`lineage-${lineage.of.slug.replace("/", "-")}`} />
      <Side title={both ? "Affected (downstream)" : null} nodes={down} />
      <Side title={both ? "Made from (upstream)" : null} nodes={up} />
    </>
  );
}
