"use client";

import { Button, CloseButton } from "@mantine/core";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { SensitivityMark } from "@/components/inventory/marks.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { Person } from "@/components/ui/person.tsx";
import { useEscape } from "@/components/ui/use-shortcut.ts";
import { relations } from "@/lib/inventory/assets/rules.ts";
import { lineageHref, nodeHref, nodeName } from "@/lib/lineage/rules.ts";
import type { LineageDto, LineageNode } from "@/lib/lineage/schema.ts";
import { KindIcon } from "./kind-icon.tsx";
import { distanceWords, kindWords, stateTone, stateWord } from "./node-words.ts";

interface NodePanelProps {
  node: LineageNode;
  lineage: LineageDto;
  onSelect: (id: string) => void;
  onClose: () => void;
}

type Neighbour = { node: LineageNode; word: string };

function neighbours({ nodes, edges }: LineageDto, id: string): { up: Neighbour[]; down: Neighbour[] } {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const joined = (from: "up" | "down"): Neighbour[] => {
    const to = from === "up" ? "down" : "up";
    return edges.flatMap((edge) => {
      const node = edge[to] === id ? byId.get(edge[from]) : undefined;
      const { label, inverse, target } = relations[edge.relation];
      const doubt = edge.certain ? "" : " (version not stated)";
      return node === undefined ? [] : [{ node, word: `${target === from ? label : inverse}${doubt}` }];
    });
  };
  return { up: joined("up"), down: joined("down") };
}

function Neighbours({ title, items, onSelect }: { title: string; items: Neighbour[]; onSelect: (id: string) => void }) {
  if (items.length === 0) return null;
  return (
    <div className="mk-lineage-neighbours">
      <h3>{title}</h3>
      <ul>
        {items.map(({ node, word }) => (
          <li key={`${word} ${node.id}`}>
            <span className="mk-3">{word}</span>{" "}
            <button type="button" className="mk-lineage-pick" onClick={() => onSelect(node.id)}>
              {nodeName(node)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Ways({ node }: { node: LineageNode }) {
  return (
    <div className="mk-lineage-ways">
      <Button component={Link} href={nodeHref(node)} size="xs">
        Open its page
      </Button>
      {node.side === "start" ? null : (
        <Button component={Link} href={lineageHref(node.id)} size="xs" variant="default">
          Lineage from here
        </Button>
      )}
      <Button component={Link} href={lineageHref(node.id, { affected: true })} size="xs" variant="default">
        If this is compromised …
      </Button>
    </div>
  );
}

/** One thing of the drawing with its facts, what it is joined to and where to go from it, without leaving the drawing. */
export function NodePanel({ node, lineage, onSelect, onClose }: NodePanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEscape(onClose);
  useEffect(() => heading.current?.focus(), [node.id]);
  const { up, down } = neighbours(lineage, node.id);
  const state = stateWord(node);
  return (
    <aside className="mk-lineage-panel" aria-label={nodeName(node)}>
      <div className="mk-lineage-panel-head">
        <span className="mk-lineage-kind mk-3">
          <KindIcon type={node.type} />
          {kindWords(node)}
        </span>
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      <h2 ref={heading} tabIndex={-1}>
        {nodeName(node)}
      </h2>
      <KeyValueList
        lines
        items={[
          { label: "State", value: <Badge tone={stateTone(node)}>{state === "" ? "Active" : state}</Badge> },
          { label: "Owner", value: <Person name={node.owner?.name ?? null} /> },
          { label: "Sensitivity", value: <SensitivityMark level={node.sensitivity} /> },
          { label: "Detail", value: node.detail },
          { label: "Distance", value: distanceWords(node) },
        ]}
      />
      <Ways node={node} />
      <Neighbours title="Upstream" items={up} onSelect={onSelect} />
      <Neighbours title="Downstream" items={down} onSelect={onSelect} />
    </aside>
  );
}
