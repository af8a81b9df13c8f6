import { useOnViewportChange, useStoreApi } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Point, Rect } from "@/lib/graph/edit/scene.ts";
import type { PresenceReport } from "./editor-types.ts";

/** Milliseconds between two reports: ten a second. */
const PAUSE = 100;

/**
 * Tells others where this person is: cursor, selection and the part of the diagram in view, at most ten times a second, the
 * last state always. Gives back what to call when the cursor moves (null when it leaves).
 */
export function usePresenceReport(
  report: (report: PresenceReport) => void,
  selection: readonly string[],
): (cursor: Point | null) => void {
  const store = useStoreApi();
  const state = useRef({ cursor: null as Point | null, selection, last: 0, timer: 0 });
  const viewport = useCallback((): Rect => {
    const { transform, width, height } = store.getState();
    const [x, y, zoom] = transform;
    return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
  }, [store]);
  const send = useCallback((): void => {
    state.current.timer = 0;
    state.current.last = performance.now();
    report({ cursor: state.current.cursor, selection: state.current.selection, viewport: viewport() });
  }, [report, viewport]);
  const soon = useCallback((): void => {
    if (state.current.timer !== 0) return;
    const wait = Math.max(0, state.current.last + PAUSE - performance.now());
    state.current.timer = window.setTimeout(send, wait);
  }, [send]);
  useEffect(() => {
    const held = state.current;
    held.selection = selection;
    soon();
    return () => {
      window.clearTimeout(held.timer);
      held.timer = 0;
    };
  }, [selection, soon]);
  useOnViewportChange({ onChange: soon });
  return useMemo(
    () => (cursor) => {
      state.current.cursor = cursor;
      soon();
    },
    [soon],
  );
}
