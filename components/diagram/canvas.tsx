import "@xyflow/react/dist/style.css";
import {
  Background,
  MiniMap,
  PanOnScrollMode,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStoreApi,
  type NodeChange,
  type ReactFlowProps,
} from "@xyflow/react";
import { memo, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Diagram } from "@/lib/graph/diagram.ts";
import { GRID } from "@/lib/graph/edit/add-element.ts";
import type { Drawing } from "@/lib/graph/edit/flow-drawer.ts";
import { middleOf, sceneOf, zoneUnder, type Rect } from "@/lib/graph/edit/scene.ts";
import { elementKindNames } from "@/lib/graph/kinds.ts";
import { NodeBuilder } from "./build-nodes.ts";
import { addKind, finishDrag } from "./editor-actions.ts";
import { useEditor, useEditorState } from "./editor-context.ts";
import type { EditorModel } from "./editor-model.ts";
import type { EditorFacts } from "./editor-types.ts";
import { ElementNode } from "./element-node.tsx";
import { FlowLayer } from "./flow-layer.tsx";
import type { EditorNode } from "./node-types.ts";
import { ZoneNode } from "./zone-node.tsx";

const nodeTypes = { element: ElementNode, zone: ZoneNode };
const snapGrid: [number, number] = [GRID, GRID];
const additive = ["Shift", "Meta", "Control"];
/** All of the drawing, below the words in the corner. */
const WHOLE = {
  padding: { top: "34px", right: "20px", bottom: "20px", left: "20px" },
  maxZoom: 1.25,
} as const;
/** From here on only what is in view is kept in the page. */
const MANY = 150;

/** What is dragged, typed into the palette's items. */
export const DRAGGED_KIND = "application/x-modelkeep-kind";

function takeChanges(model: EditorModel, changes: readonly NodeChange<EditorNode>[]): void {
  const selected = new Set(model.chosen);
  let overlay: Map<string, Partial<Rect>> | null = null;
  const move = (id: string, change: Partial<Rect>): void => {
    overlay ??= new Map(model.read().overlay);
    overlay.set(id, { ...overlay.get(id), ...change });
  };
  let picked = false;
  for (const change of changes) {
    if (change.type === "select") {
      if (change.selected) {
        selected.add(change.id);
        picked = true;
      } else selected.delete(change.id);
    } else if (change.type === "position" && change.position !== undefined && change.dragging !== false) {
      move(change.id, change.position);
    } else if (change.type === "dimensions" && change.resizing === true && change.dimensions !== undefined) {
      move(change.id, change.dimensions);
    }
  }
  if (overlay !== null) model.set({ overlay });
  const ids = [...selected].filter((id) => !picked || !model.diagram.flow.has(id));
  model.select(ids);
  const only = ids.length === 1 ? ids[0] : undefined;
  if (picked) model.say(only === undefined ? `${ids.length} selected.` : model.describe(only));
}

/** Shows which zone would take what is being dragged. */
function showTarget(model: EditorModel, node: EditorNode): void {
  const scene = sceneOf(model.diagram, model.read().overlay);
  const rect = scene.elements.get(node.id) ?? scene.zones.get(node.id);
  if (rect === undefined) return;
  const under = zoneUnder(model.diagram, scene, middleOf(rect), new Set([node.id]));
  const dropZone = under === (node.parentId ?? null) ? null : under;
  if (dropZone !== model.read().dropZone) model.set({ dropZone });
}

/** Lets the model reach the canvas: where the middle is, how to show something. */
function useView(model: EditorModel): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    if (window.matchMedia("(pointer: coarse)").matches) model.set({ tool: "hand" });
  }, [model]);
  useEffect(() => {
    const size = (): { width: number; height: number; domNode: HTMLElement | null } => store.getState();
    model.attach({
      toDiagram: (client) => flow.screenToFlowPosition(client, { snapToGrid: false }),
      middle: () => {
        const { x, y, zoom } = flow.getViewport();
        return { x: (size().width / 2 - x) / zoom, y: (size().height / 2 - y) / zoom };
      },
      show: (rect) => {
        if (rect === null) void flow.fitView({ ...WHOLE, duration: 160 });
        else bringIntoView(rect);
      },
      zoomBy: (factor) => void flow.zoomTo(factor === 0 ? 1 : flow.getZoom() * factor, { duration: 120 }),
      focus: () => size().domNode?.closest<HTMLElement>(".mk-canvas")?.focus({ preventScroll: true }),
    });
    function bringIntoView(rect: Rect): void {
      const { x, y, zoom } = flow.getViewport();
      const { width, height } = size();
      const left = rect.x * zoom + x;
      const top = rect.y * zoom + y;
      const seen =
        left >= 8 && top >= 8 && left + rect.width * zoom <= width - 8 && top + rect.height * zoom <= height - 8;
      const { x: cx, y: cy } = middleOf(rect);
      if (!seen) void flow.setCenter(cx, cy, { zoom: Math.max(zoom, 0.6), duration: 160 });
    }
  }, [model, flow, store]);
}

/** What the canvas does with the pointer. Made once: handlers that change would draw every node again. */
function handlersOf(model: EditorModel): Partial<ReactFlowProps<EditorNode>> {
  const dropped = (_: unknown, __: unknown, moved: readonly EditorNode[]): void => {
    finishDrag(
      model,
      moved.map(({ id }) => id),
    );
  };
  return {
    onNodesChange: (changes) => takeChanges(model, changes),
    onNodeDrag: (_, node) => showTarget(model, node),
    onNodeDragStop: dropped,
    onSelectionDragStop: (event, moved) => dropped(event, null, moved),
    onNodeDoubleClick: (_, { id }) => (model.input.readOnly ? undefined : model.set({ renaming: id })),
    onPaneClick: () => model.select([]),
    onDragOver: (event) => {
      if (!event.dataTransfer.types.includes(DRAGGED_KIND)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDrop: (event) => {
      const kind = elementKindNames.find((name) => name === event.dataTransfer.getData(DRAGGED_KIND));
      if (kind === undefined) return;
      event.preventDefault();
      addKind(model, kind, model.view.toDiagram({ x: event.clientX, y: event.clientY }));
    },
  };
}

interface CanvasProps {
  diagram: Diagram;
  drawing: Drawing;
  facts: EditorFacts;
  selected: ReadonlySet<string>;
  readOnly: boolean;
  children: ReactNode;
}

/** The drawn diagram. What is dragged lives in the model's overlay until it is let go; everything else comes from the diagram. */
export const Canvas = memo(function Canvas({ diagram, drawing, facts, selected, readOnly, children }: CanvasProps) {
  const model = useEditor();
  const [builder] = useState(() => new NodeBuilder());
  const tool = useEditorState("tool");
  const overlay = useEditorState("overlay");
  const renaming = useEditorState("renaming");
  const dropZone = useEditorState("dropZone");
  const snap = useEditorState("snap");
  const overview = useEditorState("overview");
  useView(model);
  const nodes = useMemo(
    () => builder.build({ diagram, overlay, facts, selected, renaming, dropZone, fixed: readOnly }),
    [builder, diagram, overlay, facts, selected, renaming, dropZone, readOnly],
  );
  const handlers = useMemo(() => handlersOf(model), [model]);
  const hand = tool === "hand";
  return (
    <ReactFlow<EditorNode>
      nodes={nodes}
      nodeTypes={nodeTypes}
      zIndexMode="manual"
      attributionPosition="top-right"
      fitView
      fitViewOptions={WHOLE}
      minZoom={0.05}
      maxZoom={2.5}
      snapToGrid={snap}
      snapGrid={snapGrid}
      onlyRenderVisibleElements={nodes.length > MANY}
      nodesDraggable={!readOnly && tool === "select"}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elevateNodesOnSelect={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={additive}
      selectionOnDrag={!hand}
      selectionMode={SelectionMode.Full}
      panOnDrag={hand ? true : [1, 2]}
      panOnScroll
      panOnScrollMode={PanOnScrollMode.Free}
      zoomOnDoubleClick={false}
      nodeDragThreshold={3}
      {...handlers}
    >
      <Background gap={20} size={1.4} />
      <FlowLayer flows={diagram.flow} drawing={drawing} marks={facts.marks} selected={selected} />
      {children}
      {overview ? (
        <MiniMap
          pannable
          zoomable
          ariaLabel="Overview of the drawing"
          nodeClassName={(node) => `mk-mini-${node.type ?? ""}`}
          nodeBorderRadius={4}
          style={{ width: 152, height: 100 }}
        />
      ) : null}
    </ReactFlow>
  );
});
