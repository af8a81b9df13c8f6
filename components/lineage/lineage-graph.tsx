"use client";

import "@xyflow/react/dist/style.css";
import "./lineage-graph.css";
import {
  Background,
  Controls,
  MarkerType,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Edge as FlowEdge,
} from "@xyflow/react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Bone } from "@/components/ui/skeletons.tsx";
import { relations } from "@/lib/inventory/assets/rules.ts";
import type { LineageDto, LineageNode } from "@/lib/lineage/schema.ts";
import { GraphNode, type GraphNodeType } from "./graph-node.tsx";
import { moveFrom, type Placed } from "./graph-moves.ts";
import { layoutGraph, NODE_HEIGHT, NODE_WIDTH } from "./layout-graph.ts";

/** More than this nobody can read in one drawing; the list has them all. */
export const MOST_DRAWN = 120;

const nodeTypes = { thing: GraphNode };

type Drawn = { nodes: readonly LineageNode[]; edges: LineageDto["edges"] };

interface GraphProps {
  drawn: Drawn;
  selected: string | null;
  onSelect: (id: string | null) => void;
}

/** The nearest things and the links between them: what one drawing can hold. */
export function drawnPart({ nodes, edges }: Drawn): Drawn {
  const near = nodes.toSorted((a, b) => a.distance - b.distance).slice(0, MOST_DRAWN);
  const ids = new Set(near.map(({ id }) => id));
  return { nodes: near, edges: edges.filter(({ up, down }) => ids.has(up) && ids.has(down)) };
}

function toFlowEdges(edges: LineageDto["edges"], selected: string | null): FlowEdge[] {
  return edges.map(({ relation, up, down }) => {
    const touched = up === selected || down === selected;
    return {
      id: `${relation} ${up} ${down}`,
      source: up,
      target: down,
      className: touched ? "mk-edge-touched" : "",
      markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
      focusable: false,
      ...(touched ? { label: relations[relation].inverse, zIndex: 1 } : {}),
    };
  });
}

function Canvas({ drawn, places, selected, onSelect }: GraphProps & { places: readonly Placed[] }) {
  const flow = useReactFlow();
  const [current, setCurrent] = useState(drawn.nodes.find(({ side }) => side === "start")?.id);
  const at = new Map(places.map((place) => [place.id, place]));
  const move = (key: string, from: string): void => {
    const to = moveFrom(key, from, { nodes: places, edges: drawn.edges });
    const place = to === undefined ? undefined : at.get(to);
    if (to === undefined || place === undefined) return;
    setCurrent(to);
    const center = { x: place.x + NODE_WIDTH / 2, y: place.y + NODE_HEIGHT / 2 };
    void flow.setCenter(center.x, center.y, { zoom: Math.max(flow.getZoom(), 0.75), duration: 140 });
    document.querySelector<HTMLElement>(`[data-node="${to}"]`)?.focus({ preventScroll: true });
  };
  const nodes = drawn.nodes.map((node): GraphNodeType => ({
    id: node.id,
    type: "thing",
    position: { x: at.get(node.id)?.x ?? 0, y: at.get(node.id)?.y ?? 0 },
    width: NODE_WIDTH,
    height: NODE_HEIGHT,
    selected: node.id === selected,
    data: { node, reachable: node.id === current, onOpen: onSelect, onMove: move },
  }));
  return (
    <div className="mk-graph" role="group" aria-label="Lineage, drawn" aria-describedby="mk-graph-help">
      <p id="mk-graph-help" className="mk-visually-hidden">
        Left and right arrow follow the links, up and down go to the neighbour, Enter opens.
      </p>
      <ReactFlow
        nodes={nodes}
        edges={toFlowEdges(drawn.edges, selected)}
        nodeTypes={nodeTypes}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        minZoom={0.1}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        onPaneClick={() => onSelect(null)}
      >
        <Background gap={20} />
        <Controls showInteractive={false} />
        <MiniMap
          pannable
          zoomable
          ariaLabel="Overview of the drawing"
          nodeStrokeWidth={2}
          style={{ width: 148, height: 96 }}
        />
      </ReactFlow>
    </div>
  );
}

/** The lineage as a drawing from left to right: what trouble comes from on the left, what it reaches on the right. */
export function LineageGraph(props: GraphProps) {
  const { nodes, edges } = props.drawn;
  const ids = nodes.map(({ id }) => id);
  const layout = useQuery({
    queryKey: ["lineage-layout", ids, edges],
    queryFn: () => layoutGraph(ids, edges),
    staleTime: Infinity,
  });
  if (layout.isError) return <ProblemPanel error={layout.error} onRetry={() => void layout.refetch()} />;
  if (layout.data === undefined) {
    return (
      <div className="mk-graph mk-graph-waiting" role="status" aria-label="Drawing">
        <Bone width={NODE_WIDTH} height={NODE_HEIGHT} />
      </div>
    );
  }
  const key = `${ids[0] ?? ""} ${String(ids.length)} ${String(edges.length)}`;
  return (
    <ReactFlowProvider key={key}>
      <Canvas {...props} places={layout.data} />
    </ReactFlowProvider>
  );
}
