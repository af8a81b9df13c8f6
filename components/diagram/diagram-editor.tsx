import "./diagram.css";
import { ReactFlowProvider, useReactFlow, useStore } from "@xyflow/react";
import { memo, useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { Diagram } from "@/lib/graph/diagram.ts";
import { FlowDrawer } from "@/lib/graph/edit/flow-drawer.ts";
import type { Rect, Scene } from "@/lib/graph/edit/scene.ts";
import { Canvas } from "./canvas.tsx";
import { ConnectLine, ZoneDrawing } from "./drawing-overlays.tsx";
import { EditorContext, useEditor, useEditorState } from "./editor-context.ts";
import { EditorModel } from "./editor-model.ts";
import type { EditHistory, EditorFacts, EditorPresence, EditorSelection } from "./editor-types.ts";
import { ArrangePanel, MorePanel } from "./more-panels.tsx";
import { Palette } from "./palette.tsx";
import { PresenceLayer } from "./presence-layer.tsx";
import { TargetPicker } from "./target-picker.tsx";
import { ToolRail } from "./tool-rail.tsx";
import { useEditorKeys } from "./use-editor-keys.ts";
import { usePresenceReport } from "./use-presence-report.ts";

export interface DiagramEditorProps {
  diagram: Diagram;
  /** What the diagram is called, for screen readers and pictures. */
  title: string;
  /** From `useEditHistory`; the table shares it. */
  edit: EditHistory;
  newId: () => string;
  readOnly: boolean;
  selection: EditorSelection;
  facts: EditorFacts;
  presence: EditorPresence;
}

/** The view follows whoever leads. */
function useFollow(follow: Rect | null): void {
  const { fitBounds } = useReactFlow();
  useEffect(() => {
    if (follow !== null) void fitBounds(follow, { padding: 0, duration: 220 });
  }, [follow, fitBounds]);
}

/** The drawing takes the keys itself: one stop of Tab for all of it. */
const focusable = { role: "application", tabIndex: 0 };

/** From so many elements on, and from so far away, names and counters are left out: nobody can read them. */
const MANY = 150;
const isFar = (state: { transform: [number, number, number] }): boolean => state.transform[2] < 0.4;

function Said() {
  const said = useEditorState("said");
  return (
    <p className="mk-visually-hidden" aria-live="polite">
      {said}
    </p>
  );
}

const OpenPanel = memo(function OpenPanel({
  diagram,
  scene,
  title,
  chosen,
}: {
  diagram: Diagram;
  scene: Scene;
  title: string;
  chosen: number;
}) {
  const panel = useEditorState("panel");
  if (panel === "palette") return <Palette />;
  if (panel === "target") return <TargetPicker diagram={diagram} scene={scene} />;
  if (panel === "arrange") return <ArrangePanel chosen={chosen} />;
  return panel === "more" ? <MorePanel title={title} /> : null;
});

function Outside() {
  return (
    <p className="mk-outside">
      <b>Outside every zone</b>
      trust 0 of 4
    </p>
  );
}

function Frame({ diagram, title, edit, readOnly, selection, facts, presence }: DiagramEditorProps) {
  const model = useEditor();
  const overlay = useEditorState("overlay");
  const tool = useEditorState("tool");
  const [drawer] = useState(() => new FlowDrawer());
  const drawing = useMemo(() => drawer.draw(diagram, overlay), [drawer, diagram, overlay]);
  const { scene } = drawing;
  const far = useStore(isFar) && diagram.element.size > MANY;
  const selected = useMemo(() => new Set(selection.ids), [selection.ids]);
  const cursorAt = usePresenceReport(presence.report, selection.ids);
  const last = selection.ids.findLast((id) => diagram.element.has(id) || diagram.zone.has(id));
  useFollow(presence.follow);
  useEditorKeys(model);
  const inner = useMemo(() => <ConnectLine scene={scene} />, [scene]);
  return (
    <div className="mk-diagram" data-tool={tool}>
      <ToolRail edit={edit} readOnly={readOnly} />
      <OpenPanel diagram={diagram} scene={scene} title={title} chosen={selection.ids.length} />
      <div
        className="mk-canvas"
        {...focusable}
        data-far={far || undefined}
        aria-label={`${title}, drawn`}
        aria-describedby="mk-canvas-help"
        {...(last === undefined ? {} : { "aria-activedescendant": `el-${last}` })}
        onPointerDown={(event) => {
          if (event.target instanceof Element && event.target.closest("input, button") === null) model.view.focus();
        }}
        onPointerMove={(event) => cursorAt(model.view.toDiagram({ x: event.clientX, y: event.clientY }))}
        onPointerLeave={() => cursorAt(null)}
      >
        <Canvas diagram={diagram} drawing={drawing} facts={facts} selected={selected} readOnly={readOnly}>
          {inner}
        </Canvas>
        <PresenceLayer people={presence.people} scene={scene} />
        <Outside />
        <ZoneDrawing />
      </div>
      <p id="mk-canvas-help" className="mk-visually-hidden">
        Tab goes to the next element, Alt and arrows to the nearest one, arrows move it, Enter renames, F connects.
        Escape and then Tab leave the drawing. The table has everything as lists.
      </p>
      <Said />
    </div>
  );
}

function WithModel(props: DiagramEditorProps) {
  const { diagram, edit, selection, newId, readOnly } = props;
  const [model] = useState(() => new EditorModel({ diagram, edit, selection, newId, readOnly }));
  useLayoutEffect(() => {
    model.take({ diagram, edit, selection, newId, readOnly });
  }, [model, diagram, edit, selection, newId, readOnly]);
  return (
    <EditorContext value={model}>
      <Frame {...props} />
    </EditorContext>
  );
}

/**
 * Draws and edits a diagram. Knows nothing of servers: every change goes out through `edit.propose`, and what it shows is what
 * it is given. Fills the room it has.
 */
export function DiagramEditor(props: DiagramEditorProps) {
  return (
    <ReactFlowProvider>
      <WithModel {...props} />
    </ReactFlowProvider>
  );
}
