import { addElement, connect, removeAll, rename, GRID } from "@/lib/graph/edit/add-element.ts";
import { arrange, arrangements, type Arrangement } from "@/lib/graph/edit/arrange.ts";
import { clipOf, clipText, paste, readClip } from "@/lib/graph/edit/copy.ts";
import { zoneAround, zoneFromRect } from "@/lib/graph/edit/draw-zone.ts";
import { moveBy, moveTo, resizeZone } from "@/lib/graph/edit/move.ts";
import { neighbourOf, readingOrder, type Direction } from "@/lib/graph/edit/neighbours.ts";
import { sceneOf, type Point, type Rect } from "@/lib/graph/edit/scene.ts";
import { elementKinds, type ElementKind } from "@/lib/graph/kinds.ts";
import type { EditorModel } from "./editor-model.ts";

const countOf = (count: number): string => (count === 1 ? "1 thing" : `${count} things`);

/** Adds an element, in the middle of what is in view or at a point, and lets the person name it. */
export function addKind(model: EditorModel, kind: ElementKind, at?: Point): void {
  const id = model.input.newId();
  const place = at ?? model.view.middle();
  const operations = addElement(model.diagram, model.scene, { id, kind, at: place, exactly: at !== undefined });
  const outcome = model.run(operations, `Added ${elementKinds[kind].label.toLowerCase()}`);
  if (outcome === null || outcome.effects.length === 0) return;
  model.select([id]);
  model.set({ panel: null, tool: "select", renaming: id });
}

/** Connects what is selected to a target, or one source where it is given. */
export function connectTo(model: EditorModel, targetId: string, from?: string): void {
  const sources = from === undefined ? model.chosen.filter((id) => model.diagram.element.has(id)) : [from];
  const operations = connect(model.diagram, sources, targetId, model.input.newId);
  const first = operations[0];
  if (first?.do !== "add") {
    model.say("These are connected already.");
    return;
  }
  model.run(operations, `Connected to ${model.nameOf(targetId)}`);
  model.set({ panel: null });
  model.select([first.value.id]);
}

/** Draws a zone around what is selected; without a selection the next drag draws one. */
export function drawZone(model: EditorModel): void {
  const id = model.input.newId();
  const operations = zoneAround(model.diagram, model.scene, model.chosen, id);
  if (operations.length === 0) {
    model.set({ tool: "zone", said: "Drag a rectangle to draw a zone." });
    return;
  }
  finishZone(model, operations, id);
}

/** Draws a zone where somebody dragged a rectangle. */
export function drawZoneAt(model: EditorModel, rect: Rect): void {
  const id = model.input.newId();
  finishZone(model, zoneFromRect(model.diagram, model.scene, rect, id), id);
}

function finishZone(model: EditorModel, operations: Parameters<EditorModel["run"]>[0], id: string): void {
  model.set({ tool: "select" });
  const outcome = model.run(operations, "Drew a zone");
  if (outcome === null || outcome.effects.length === 0) return;
  model.select([id]);
  model.set({ renaming: id });
}

/** Removes what is selected. */
export function removeChosen(model: EditorModel): void {
  const ids = model.chosen;
  const label =
    ids.length === 1 && ids[0] !== undefined ? `Removed ${model.nameOf(ids[0])}` : `Removed ${countOf(ids.length)}`;
  if (model.run(removeAll(model.diagram, ids), label) !== null) model.select([]);
}

/** Gives something the name that was written. */
export function finishRename(model: EditorModel, id: string, name: string | null): void {
  if (model.read().renaming !== id) return;
  model.set({ renaming: null });
  if (name !== null) model.run(rename(model.diagram, id, name), `Renamed to ${name.trim()}`);
  model.view.focus();
}

/** Moves what is selected by a step of the grid, or by five. */
export function nudge(model: EditorModel, direction: Direction, far: boolean): void {
  const step = GRID * (far ? 5 : 1);
  const by = {
    x: direction === "left" ? -step : direction === "right" ? step : 0,
    y: direction === "up" ? -step : direction === "down" ? step : 0,
  };
  model.run(moveBy(model.diagram, model.scene, model.chosen, by), `Moved ${direction}`);
}

/** Puts what was dragged where it was let go. */
export function finishDrag(model: EditorModel, ids: readonly string[]): void {
  const { overlay } = model.read();
  const dragged = sceneOf(model.diagram, overlay);
  const places = new Map<string, Point>();
  for (const id of ids) {
    const rect = dragged.elements.get(id) ?? dragged.zones.get(id);
    if (rect !== undefined && overlay.has(id)) places.set(id, { x: rect.x, y: rect.y });
  }
  const operations = moveTo(model.diagram, model.scene, places);
  const only = ids.length === 1 ? ids[0] : undefined;
  model.run(operations, only === undefined ? `Moved ${countOf(ids.length)}` : `Moved ${model.nameOf(only)}`);
  model.dropOverlay();
}

/** Gives a zone the size to which its border was pulled. */
export function finishResize(model: EditorModel, id: string, rect: Rect): void {
  const zone = model.diagram.zone.get(id);
  if (zone !== undefined) model.run(resizeZone(model.diagram, zone, rect), `Resized ${zone.name}`);
  model.dropOverlay();
}

/** Selects the next thing in the order of reading. False at either end, so that Tab can leave the drawing. */
export function stepSelection(model: EditorModel, by: 1 | -1): boolean {
  const order = readingOrder(model.scene);
  const last = model.chosen.at(-1);
  const at = last === undefined ? -1 : order.indexOf(last);
  const next = at === -1 ? (by === 1 ? order[0] : order.at(-1)) : order[at + by];
  if (next === undefined) return false;
  choose(model, next);
  return true;
}

/** Selects the nearest element in a direction. */
export function selectNeighbour(model: EditorModel, direction: Direction): void {
  const last = model.chosen.at(-1);
  const next = last === undefined ? readingOrder(model.scene)[0] : neighbourOf(model.scene, last, direction);
  if (next === null || next === undefined) model.say("Nothing lies there.");
  else choose(model, next);
}

/** Selects one thing, brings it into view and says what it is. */
export function choose(model: EditorModel, id: string): void {
  model.select([id]);
  model.say(model.describe(id));
  const { elements, zones } = model.scene;
  model.view.show(elements.get(id) ?? zones.get(id) ?? null);
}

/** Lines up what is selected. */
export function arrangeChosen(model: EditorModel, how: Arrangement): void {
  model.run(arrange(model.diagram, model.scene, model.chosen, how), arrangements[how]);
}

/** What is selected as text for the clipboard; empty when nothing is. */
export function copyChosen(model: EditorModel): string {
  const clip = clipOf(model.diagram, model.scene, model.chosen);
  if (clip.elements.length + clip.zones.length === 0) return "";
  model.clip = clipText(clip);
  model.say(`Copied ${countOf(clip.elements.length + clip.zones.length)}.`);
  return model.clip;
}

/** Puts in what the clipboard holds. False when it holds something else. */
export function pasteText(model: EditorModel, text: string, at?: Point): boolean {
  const clip = readClip(text);
  if (clip === null) return false;
  const { operations, ids } = paste(model.diagram, clip, model.input.newId, at);
  if (model.run(operations, `Pasted ${countOf(clip.elements.length + clip.zones.length)}`) !== null) model.select(ids);
  return true;
}

/** Doubles what is selected, a little beside it. */
export function duplicateChosen(model: EditorModel): void {
  const clip = clipOf(model.diagram, model.scene, model.chosen);
  const { operations, ids } = paste(model.diagram, clip, model.input.newId);
  if (model.run(operations, `Duplicated ${countOf(ids.length)}`) !== null) model.select(ids);
}
