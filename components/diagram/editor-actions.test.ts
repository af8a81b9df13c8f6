import { describe, expect, it } from "vitest";
import { applyBatch } from "@/lib/graph/apply-batch.ts";
import { emptyDiagram } from "@/lib/graph/diagram.ts";
import { makeElement, makeFlow, makeZone, testId } from "@/lib/graph/testing/make.ts";
import {
  addKind,
  connectTo,
  copyChosen,
  drawZone,
  duplicateChosen,
  finishDrag,
  finishRename,
  nudge,
  pasteText,
  removeChosen,
  selectNeighbour,
  stepSelection,
} from "./editor-actions.ts";
import { EditorModel } from "./editor-model.ts";

const [ZONE, LEFT, RIGHT, FLOW] = [1, 2, 3, 4].map(testId) as [string, string, string, string];

/** An editor over a diagram that changes in place: two elements side by side, the right one in a zone. */
function editor(readOnly = false) {
  const diagram = emptyDiagram();
  applyBatch(diagram, [
    { do: "add", part: "zone", value: makeZone({ id: ZONE, name: "Core", x: 200, y: 0 }) },
    { do: "add", part: "element", value: makeElement({ id: LEFT, name: "Left", x: 0, y: 40 }) },
    { do: "add", part: "element", value: makeElement({ id: RIGHT, name: "Right", zoneId: ZONE, x: 40, y: 40 }) },
  ]);
  let chosen: readonly string[] = [];
  let next = 100;
  const edit = {
    propose: (operations: Parameters<typeof applyBatch>[1]) => applyBatch(diagram, operations),
    undo: () => undefined,
    redo: () => undefined,
    undoLabel: null,
    redoLabel: null,
  };
  const input = () => ({
    diagram,
    edit,
    newId: () => testId((next += 1)),
    readOnly,
    selection: {
      ids: chosen,
      select: (ids: readonly string[]) => {
        chosen = ids;
        model.take(input());
      },
    },
  });
  const model: EditorModel = new EditorModel(input());
  return { diagram, model, said: () => model.read().said };
}

describe("the editor without a mouse", () => {
  it("goes from element to element, then to zones, and ends so that Tab can leave", () => {
    const { model, said } = editor();
    expect(stepSelection(model, 1)).toBe(true);
    expect([model.chosen, said()]).toEqual([[LEFT], "Left, Process, outside every zone"]);
    stepSelection(model, 1);
    stepSelection(model, 1);
    expect([model.chosen, said()]).toEqual([[ZONE], "Core, zone, trust 2 of 4"]);
    expect(stepSelection(model, 1)).toBe(false);
    selectNeighbour(model, "left");
    expect(model.chosen).toEqual([RIGHT]);
    selectNeighbour(model, "left");
    expect(model.chosen).toEqual([LEFT]);
    selectNeighbour(model, "left");
    expect(said()).toBe("Nothing lies there.");
  });

  it("connects what is selected to a chosen element, once, and selects the flow", () => {
    const { model, diagram, said } = editor();
    model.select([LEFT]);
    connectTo(model, RIGHT);
    const [flow] = [...diagram.flow.values()];
    expect(flow).toMatchObject({ sourceId: LEFT, targetId: RIGHT });
    expect([model.chosen, said()]).toEqual([[flow!.id], "Connected to Right."]);
    connectTo(model, RIGHT, LEFT);
    expect([diagram.flow.size, said()]).toEqual([1, "These are connected already."]);
  });

  it("adds in the middle, names at once, moves by steps of the grid and removes", () => {
    const { model, diagram, said } = editor();
    addKind(model, "agent");
    const id = model.chosen[0]!;
    expect(model.read().renaming).toBe(id);
    finishRename(model, id, " Planner ");
    expect(diagram.element.get(id)?.name).toBe("Planner");
    const { x } = diagram.element.get(id)!;
    nudge(model, "left", true);
    expect(diagram.element.get(id)?.x).toBe(x - 40);
    removeChosen(model);
    expect([diagram.element.has(id), model.chosen, said()]).toEqual([false, [], "Removed Planner."]);
  });

  it("draws a zone around the selection, or asks for a rectangle", () => {
    const { model, diagram } = editor();
    drawZone(model);
    expect(model.read().tool).toBe("zone");
    model.select([LEFT, RIGHT]);
    drawZone(model);
    expect(diagram.element.get(LEFT)?.zoneId).toBe(model.chosen[0]);
    expect(diagram.element.get(RIGHT)?.zoneId).toBe(model.chosen[0]);
    expect(model.read()).toMatchObject({ tool: "select", renaming: model.chosen[0] });
  });
});

describe("copying and dragging", () => {
  it("pastes what was copied under new ids, and leaves other text to the browser", () => {
    const { model, diagram } = editor();
    applyBatch(diagram, [{ do: "add", part: "flow", value: makeFlow({ id: FLOW, sourceId: LEFT, targetId: RIGHT }) }]);
    model.select([LEFT, RIGHT]);
    const text = copyChosen(model);
    expect(pasteText(model, "something else")).toBe(false);
    expect(pasteText(model, text, { x: 900, y: 900 })).toBe(true);
    expect([diagram.element.size, diagram.flow.size]).toEqual([4, 2]);
    duplicateChosen(model);
    expect(diagram.element.size).toBe(6);
  });

  it("puts what was dragged into the zone where it was let go, and forgets the drag", () => {
    const { model, diagram } = editor();
    model.set({ overlay: new Map([[LEFT, { x: 320, y: 160 }]]) });
    finishDrag(model, [LEFT]);
    expect(diagram.element.get(LEFT)).toMatchObject({ zoneId: ZONE, x: 120, y: 160 });
    expect(model.read().overlay.size).toBe(0);
  });

  it("changes nothing for somebody who may only read", () => {
    const { model, diagram } = editor(true);
    model.select([LEFT]);
    removeChosen(model);
    nudge(model, "right", false);
    connectTo(model, RIGHT);
    addKind(model, "tool");
    expect([diagram.element.size, diagram.flow.size, diagram.element.get(LEFT)?.x]).toEqual([2, 0, 0]);
  });
});
