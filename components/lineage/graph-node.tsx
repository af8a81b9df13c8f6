"use client";

import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { Badge } from "@/components/ui/badge.tsx";
import { sensitivityLabels } from "@/lib/inventory/rules.ts";
import { nodeName } from "@/lib/lineage/rules.ts";
import type { LineageNode } from "@/lib/lineage/schema.ts";
import { KindIcon } from "./kind-icon.tsx";
import { kindWords, spokenNode, stateTone, stateWord } from "./node-words.ts";

type GraphNodeData = {
  node: LineageNode;
  /** Whether Tab leads here; the arrow keys lead to the others. */
  reachable: boolean;
  onOpen: (id: string) => void;
  onMove: (key: string, from: string) => void;
};
export type GraphNodeType = Node<GraphNodeData, "thing">;

/** One thing of the drawing: kind, name, state, sensitivity and owner, in words. A button: one tab stop for all of them. */
export function GraphNode({ data, selected }: NodeProps<GraphNodeType>) {
  const { node, reachable, onOpen, onMove } = data;
  const name = nodeName(node);
  const state = stateWord(node);
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className="mk-graph-node nodrag nopan"
        data-node={node.id}
        data-start={node.side === "start" || undefined}
        data-selected={selected || undefined}
        data-out={node.state === "archived" || node.state === "retired" || undefined}
        tabIndex={reachable ? 0 : -1}
        aria-label={spokenNode(node, name)}
        aria-pressed={selected}
        onClick={() => onOpen(node.id)}
        onKeyDown={(event) => {
          if (!event.key.startsWith("Arrow")) return;
          event.preventDefault();
          onMove(event.key, node.id);
        }}
      >
        <span className="mk-graph-kind">
          <KindIcon type={node.type} />
          <span>{kindWords(node)}</span>
          {state === "" ? null : <Badge tone={stateTone(node)}>{state}</Badge>}
        </span>
        <span className="mk-graph-name">{name}</span>
        <span className="mk-graph-note">
          {sensitivityLabels[node.sensitivity]} · {node.certain ? (node.owner?.name ?? "Nobody") : "version not stated"}
        </span>
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}
