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
  useStore,
  useStoreApi,
  type Edge as FlowEdge,
} from "@xyflow/react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { Bone } from "@/components/ui/skeletons.tsx";
import { relations } from "@/lib/inventory/assets/rules.ts";
import type { LineageDto, LineageNode } from "@/lib/lineage/schema.ts";
import { GraphNode, type GraphNodeType } from "./graph-node.tsx";
import { moveFrom, type Placed } from "./graph-moves.ts";
import { layoutGraph, NODE_HEIGHT, NODE_WIDTH } from "./layout-graph.ts";

/** More than this nobody can read in one drawing; the list has them all. */
export const MOST_DRAWN = 120;

/** Below this zoom the words of a node cannot be read. */
const READABLE = 0.6;

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
  return edges.map(({ relation, up, down, certain }) => {
    const touched = up === selected || down === selected;
    return {
      id: `${relation} ${up} ${down}`,
      source: up,
      target: down,
      className: `${touched ? "mk-edge-touched" : ""}${certain ? "" : " mk-edge-unsure"}`,
      markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
      focusable: false,
      ...(touched
        ? { label: `${relations[relation].inverse}${certain ? "" : ", version not stated"}`, zIndex: 1 }
        : {}),
    };
  });
}

const middle = ({ x, y }: Placed) => ({ x: x + NODE_WIDTH / 2, y: y + NODE_HEIGHT / 2 });

/** Shows all of the drawing where it stays readable, else the surroundings of the start. */
function useFirstView(places: readonly Placed[], start: string | undefined): () => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return () => {
    const { width, height } = store.getState();
    const right = Math.max(...places.map(({ x }) => x + NODE_WIDTH));
    const bottom = Math.max(...places.map(({ y }) => y + NODE_HEIGHT));
    const zoom = Math.min(1, (width * 0.92) / right, (height * 0.92) / bottom);
    const from = places.find(({ id }) => id === start);
    if (zoom >= READABLE || from === undefined) void flow.setCenter(right / 2, bottom / 2, { zoom });
    else void flow.setCenter(middle(from).x, middle(from).y, { zoom: 0.75 });
  };
}

/** Keeps what is selected in the middle, also when the panel beside the drawing makes it narrower. */
function useSelectedInView(place: Placed | undefined): void {
  const { setCenter, getZoom } = useReactFlow();
  const width = useStore((state) => state.width);
  const [x, y] = place === undefined ? [null, null] : [middle(place).x, middle(place).y];
  useEffect(() => {
    if (x !== null) void setCenter(x, y, { zoom: Math.max(getZoom(), READABLE), duration: 140 });
  }, [x, y, width, setCenter, getZoom]);
}

function Canvas({ drawn, places, selected, onSelect }: GraphProps & { places: readonly Placed[] }) {
  const flow = useReactFlow();
  const start = drawn.nodes.find(({ side }) => side === "start")?.id;
  const [current, setCurrent] = useState(start);
  const at = new Map(places.map((place) => [place.id, place]));
  const move = (key: string, from: string): void => {
    const to = moveFrom(key, from, { nodes: places, edges: drawn.edges });
    const place = to === undefined ? undefined : at.get(to);
    if (to === undefined || place === undefined) return;
    setCurrent(to);
    void flow.setCenter(middle(place).x, middle(place).y, { zoom: Math.max(flow.getZoom(), READABLE), duration: 140 });
    document.querySelector<HTMLElement>(`[data-node="${to}"]`)?.focus({ preventScroll: true });
  };
  const firstView = useFirstView(places, start);
  useSelectedInView(selected === null ? undefined : at.get(selected));
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
        onInit={firstView}
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
        <Controls showInteractive={false} fitViewOptions={{ padding: 0.08, maxZoom: 1 }} />
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
