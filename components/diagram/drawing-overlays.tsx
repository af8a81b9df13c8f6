import { ViewportPortal } from "@xyflow/react";
import { useEffect, useState, type PointerEvent } from "react";
import { bendsOf, courseBetween, portOn } from "@/lib/graph/edit/route-flow.ts";
import { pathOf } from "@/lib/graph/edit/draw-flows.ts";
import { middleOf, type Point, type Rect, type Scene } from "@/lib/graph/edit/scene.ts";
import { connectTo, drawZoneAt } from "./editor-actions.ts";
import { useEditor, useEditorState } from "./editor-context.ts";

/** The line of a flow that is being pulled out of an element; letting go on another element connects them. */
export function ConnectLine({ scene }: { scene: Scene }) {
  const model = useEditor();
  const connecting = useEditorState("connecting");
  const from = connecting?.from;
  useEffect(() => {
    if (from === undefined) return undefined;
    const move = (event: globalThis.PointerEvent): void => {
      model.set({ connecting: { from, to: model.view.toDiagram({ x: event.clientX, y: event.clientY }) } });
    };
    const end = (event: globalThis.PointerEvent): void => {
      model.set({ connecting: null });
      const under = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-element]");
      const target = under instanceof HTMLElement ? under.dataset["element"] : undefined;
      if (target !== undefined && target !== from) connectTo(model, target, from);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    return () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
    };
  }, [model, from]);
  const rect = from === undefined ? undefined : scene.elements.get(from);
  if (connecting === null || rect === undefined) return null;
  const end = { ...connecting.to, width: 0, height: 0 };
  const course = courseBetween(rect, end, []);
  const flat = course.from === "left" || course.from === "right";
  const centre = middleOf(rect);
  const start = portOn(rect, course.from, flat ? centre.y : centre.x);
  return (
    <ViewportPortal>
      <svg className="mk-flows mk-connecting" aria-hidden>
        <path d={pathOf(bendsOf(course, start, connecting.to))} />
      </svg>
    </ViewportPortal>
  );
}

function between(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** While the zone tool is chosen, a drag over the drawing draws the zone. */
export function ZoneDrawing() {
  const model = useEditor();
  const tool = useEditorState("tool");
  const [drag, setDrag] = useState<{ from: Point; to: Point } | null>(null);
  if (tool !== "zone") return null;
  const at = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.x, y: event.clientY - box.y };
  };
  const end = (event: PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setDrag(null);
    if (drag === null) return;
    const corner = (point: Point): Point => model.view.toDiagram({ x: point.x + box.x, y: point.y + box.y });
    const rect = between(corner(drag.from), corner(drag.to));
    if (rect.width > 12 && rect.height > 12) drawZoneAt(model, rect);
  };
  const shown = drag === null ? null : between(drag.from, drag.to);
  return (
    <div
      className="mk-zone-drawing"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: at(event), to: at(event) });
      }}
      onPointerMove={(event) => (drag === null ? undefined : setDrag({ from: drag.from, to: at(event) }))}
      onPointerUp={end}
    >
      {shown === null ? null : (
        <span style={{ left: shown.x, top: shown.y, width: shown.width, height: shown.height }} />
      )}
    </div>
  );
}
