import { useEffect, useEffectEvent } from "react";
import { keyIsTaken } from "@/components/ui/use-shortcut.ts";
import type { Direction } from "@/lib/graph/edit/neighbours.ts";
import {
  addKind,
  copyChosen,
  drawZone,
  duplicateChosen,
  nudge,
  pasteText,
  removeChosen,
  selectNeighbour,
  stepSelection,
} from "./editor-actions.ts";
import type { EditorModel, Panel } from "./editor-model.ts";

const arrows: Record<string, Direction> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/** Keys as they are listed in the help. */
export const keyHelp: readonly (readonly [keys: string, what: string])[] = [
  ["V, H", "Select; move the drawing"],
  ["E, P, S", "Add an actor, a process, a store"],
  ["A", "Add any kind"],
  ["F", "Connect what is selected to another element"],
  ["Z", "Draw a zone around the selection"],
  ["Tab, Shift Tab", "Next or previous element"],
  ["Alt and arrows", "Nearest element in that direction"],
  ["Arrows, with Shift", "Move what is selected, five times as far"],
  ["Enter or F2", "Rename"],
  ["Delete", "Remove what is selected"],
  ["Ctrl A, Ctrl D", "Select all; duplicate"],
  ["Ctrl C, X, V", "Copy, cut, paste"],
  ["U or Ctrl Z", "Undo"],
  ["Shift U or Ctrl Y", "Redo"],
  ["1, 0, + and −", "Fit all, real size, nearer, further"],
  ["Escape", "Let go; the next Tab leaves the drawing"],
];

/** Opens one of the panels beside the rail, or closes it when it is open. */
export function togglePanel(model: EditorModel, panel: Panel): void {
  model.set({ panel: model.read().panel === panel ? null : panel });
}

/** Asks for the other end of a flow. */
export function askTarget(model: EditorModel): void {
  if (!model.chosen.some((id) => model.diagram.element.has(id))) {
    model.say("Select the element that the flow starts at, then press F.");
    return;
  }
  model.set({ panel: "target" });
}

function changing(model: EditorModel, key: string): (() => void) | undefined {
  const keys: Record<string, () => void> = {
    e: () => addKind(model, "actor"),
    p: () => addKind(model, "process"),
    s: () => addKind(model, "store"),
    a: () => togglePanel(model, "palette"),
    f: () => askTarget(model),
    z: () => drawZone(model),
    u: () => model.input.edit.undo(),
    U: () => model.input.edit.redo(),
    Delete: () => removeChosen(model),
    Backspace: () => removeChosen(model),
  };
  return model.input.readOnly ? undefined : keys[key];
}

function looking(model: EditorModel, key: string): (() => void) | undefined {
  const keys: Record<string, () => void> = {
    v: () => model.set({ tool: "select" }),
    h: () => model.set({ tool: "hand" }),
    "1": () => model.view.show(null),
    "+": () => model.view.zoomBy(1.25),
    "=": () => model.view.zoomBy(1.25),
    "-": () => model.view.zoomBy(0.8),
    "0": () => model.view.zoomBy(0),
  };
  return keys[key];
}

function withControl(model: EditorModel, event: KeyboardEvent): (() => void) | undefined {
  const { readOnly, edit } = model.input;
  const key = event.key.toLowerCase();
  if (key === "a") return () => model.select([...model.diagram.element.keys(), ...model.diagram.zone.keys()]);
  if (readOnly) return undefined;
  if (key === "z") return event.shiftKey ? edit.redo : edit.undo;
  if (key === "y") return edit.redo;
  return key === "d" ? () => duplicateChosen(model) : undefined;
}

/** Keys that only count while the drawing has the focus. */
function inside(model: EditorModel, event: KeyboardEvent): boolean {
  const arrow = arrows[event.key];
  if (arrow !== undefined) {
    if (event.altKey || model.chosen.length === 0) selectNeighbour(model, arrow);
    else nudge(model, arrow, event.shiftKey);
    return true;
  }
  if (event.key === "Tab") return model.leaving ? false : stepSelection(model, event.shiftKey ? -1 : 1);
  if (event.key !== "Enter" && event.key !== "F2") return false;
  const last = model.chosen.at(-1);
  if (last !== undefined && !model.input.readOnly) model.set({ renaming: last });
  return last !== undefined;
}

function onCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && target.classList.contains("mk-canvas");
}

function letGo(model: EditorModel): void {
  const { tool } = model.read();
  model.set({ panel: null, connecting: null, tool: tool === "zone" ? "select" : tool });
  model.select([]);
}

function handle(model: EditorModel, event: KeyboardEvent): boolean {
  const here = onCanvas(event.target);
  if (event.key === "Escape" && (here || event.target === document.body)) {
    letGo(model);
    model.leaving = true;
    return true;
  }
  if (event.key !== "Shift" && event.key !== "Tab") model.leaving = false;
  if (here && !event.ctrlKey && !event.metaKey && inside(model, event)) return true;
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    const run = here || event.target === document.body ? withControl(model, event) : undefined;
    run?.();
    return run !== undefined;
  }
  const isButton = event.target instanceof Element && event.target.closest("button, a") !== null;
  if (isButton && (event.key === "Delete" || event.key === "Backspace")) return false;
  const run = looking(model, event.key) ?? changing(model, event.key);
  run?.();
  return run !== undefined;
}

/** The keys of the editor: single letters anywhere on the page, the rest while the drawing has the focus. */
export function useEditorKeys(model: EditorModel): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (keyIsTaken(event)) return;
    if (handle(model, event)) event.preventDefault();
  });
  const onClipboard = useEffectEvent((event: ClipboardEvent) => {
    if (!onCanvas(document.activeElement)) return;
    if (event.type === "paste") {
      const text = event.clipboardData?.getData("text/plain") ?? model.clip;
      if (!model.input.readOnly && pasteText(model, text)) event.preventDefault();
      return;
    }
    const text = copyChosen(model);
    if (text === "") return;
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    if (event.type === "cut" && !model.input.readOnly) removeChosen(model);
  });
  useEffect(() => {
    const key = (event: KeyboardEvent): void => onKey(event);
    const clipboard = (event: ClipboardEvent): void => onClipboard(event);
    document.addEventListener("keydown", key);
    for (const name of ["copy", "cut", "paste"] as const) document.addEventListener(name, clipboard);
    return () => {
      document.removeEventListener("keydown", key);
      for (const name of ["copy", "cut", "paste"] as const) document.removeEventListener(name, clipboard);
    };
  }, []);
}
