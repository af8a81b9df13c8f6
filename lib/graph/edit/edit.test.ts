import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyBatch } from "../apply-batch.ts";
import { copyDiagram, emptyDiagram, toContent, type Diagram } from "../diagram.ts";
import type { Operation } from "../schema.ts";
import { makeElement, makeFlow, makeZone, testId } from "../testing/make.ts";
import { addElement, connect, reconnect, removeAll, rename } from "./add-element.ts";
import { arrange } from "./arrange.ts";
import { clipOf, clipText, paste, readClip } from "./copy.ts";
import { zoneAround, zoneFromRect } from "./draw-zone.ts";
import { didStep, noHistory, repeated, tookBack } from "./history.ts";
import { moveBy, moveTo, outermost, putInZone, resizeZone } from "./move.ts";
import { neighbourOf, readingOrder } from "./neighbours.ts";
import { overlap, sceneOf, within, type Scene } from "./scene.ts";

const [NET, CORE, A, B, C, FLOW] = [1, 2, 3, 4, 5, 6].map(testId) as [string, string, string, string, string, string];

/** A network with a core in it; A in the core, B in the network, C outside; a flow from A to B. */
function room(): Diagram {
  const diagram = emptyDiagram();
  const { refused } = applyBatch(diagram, [
    { do: "add", part: "zone", value: makeZone({ id: NET, name: "Network", x: 100, y: 100, width: 800, height: 600 }) },
    {
      do: "add",
      part: "zone",
      value: makeZone({ id: CORE, name: "Core", parentId: NET, trust: 3, x: 400, y: 40, width: 320, height: 240 }),
    },
    { do: "add", part: "element", value: makeElement({ id: A, name: "A", zoneId: CORE, x: 40, y: 40 }) },
    { do: "add", part: "element", value: makeElement({ id: B, name: "B", zoneId: NET, x: 40, y: 80 }) },
    { do: "add", part: "element", value: makeElement({ id: C, name: "C", x: 1000, y: 104 }) },
    { do: "add", part: "flow", value: makeFlow({ id: FLOW, sourceId: A, targetId: B, name: "rows" }) },
  ]);
  expect(refused).toEqual([]);
  return diagram;
}

function apply(diagram: Diagram, operations: readonly Operation[]): Scene {
  expect(applyBatch(diagram, operations).refused).toEqual([]);
  return sceneOf(diagram);
}

/** Ids from 100 on. */
function ids(): () => string {
  let next = 100;
  return () => testId((next += 1));
}

describe("adding and connecting", () => {
  it("puts an element into the innermost zone under it, beside what is there already", () => {
    const diagram = room();
    const before = sceneOf(diagram);
    const at = before.elements.get(A)!;
    const scene = apply(diagram, addElement(diagram, before, { id: testId(50), kind: "agent", at }));
    expect(diagram.element.get(testId(50))).toMatchObject({ kind: "agent", name: "Agent" });
    expect(overlap(scene.elements.get(testId(50))!, at)).toBe(false);
    const inner = addElement(diagram, scene, { id: testId(51), kind: "tool", at: { x: 720, y: 340 }, exactly: true });
    apply(diagram, inner);
    expect(diagram.element.get(testId(51))?.zoneId).toBe(CORE);
  });

  it("connects once in each direction and never to itself", () => {
    const diagram = room();
    apply(diagram, connect(diagram, [A, B, C], C, ids()));
    const ends = [...diagram.flow.values()].map(({ sourceId, targetId }) => [sourceId, targetId]);
    expect(ends).toEqual([
      [A, B],
      [A, C],
      [B, C],
    ]);
    expect(connect(diagram, [A], B, ids())).toEqual([]);
  });

  it("gives a flow other ends and lets go of its bends", () => {
    const diagram = room();
    apply(diagram, [{ do: "set", part: "flow", id: FLOW, set: { points: [{ x: 1, y: 2 }] } }]);
    apply(diagram, reconnect(diagram.flow.get(FLOW)!, { targetId: C }));
    expect(diagram.flow.get(FLOW)).toMatchObject({ sourceId: A, targetId: C, name: "rows", points: [] });
    expect(reconnect(diagram.flow.get(FLOW)!, { targetId: C })).toEqual([]);
  });

  it("removes elements, their flows and zones without a refusal, contents staying where they are", () => {
    const diagram = room();
    const place = sceneOf(diagram).elements.get(A);
    const scene = apply(diagram, removeAll(diagram, [CORE, FLOW, B]));
    expect(scene.elements.get(A)).toEqual(place);
    expect([diagram.flow.size, diagram.zone.size, diagram.element.size]).toEqual([0, 1, 2]);
  });

  it("renames what needs a name only to a name", () => {
    const diagram = room();
    expect(rename(diagram, A, "  ")).toEqual([]);
    expect(rename(diagram, A, "A")).toEqual([]);
    apply(diagram, [...rename(diagram, A, " Model "), ...rename(diagram, FLOW, ""), ...rename(diagram, NET, "LAN")]);
    expect([diagram.element.get(A)?.name, diagram.flow.get(FLOW)?.name, diagram.zone.get(NET)?.name]).toEqual([
      "Model",
      "",
      "LAN",
    ]);
  });
});

describe("moving", () => {
  it("changes zone and place in one operation", () => {
    const diagram = room();
    const operations = moveTo(diagram, sceneOf(diagram), new Map([[A, { x: 120, y: 400 }]]));
    expect(operations).toEqual([{ do: "set", part: "element", id: A, set: { zoneId: NET, x: 20, y: 300 } }]);
    apply(diagram, operations);
    apply(diagram, moveTo(diagram, sceneOf(diagram), new Map([[A, { x: 2000, y: 0 }]])));
    expect(diagram.element.get(A)).toMatchObject({ zoneId: null, x: 2000, y: 0 });
  });

  it("moves what lies in a zone with it, once, and never puts a zone into itself", () => {
    const diagram = room();
    const before = sceneOf(diagram);
    expect(outermost(diagram, [CORE, A, NET])).toEqual([NET]);
    const scene = apply(diagram, moveBy(diagram, before, [NET, CORE, A], { x: 80, y: 16 }));
    for (const id of [A, B]) {
      const [was, is] = [before.elements.get(id)!, scene.elements.get(id)!];
      expect([is.x - was.x, is.y - was.y]).toEqual([84, 20]);
    }
    expect(diagram.zone.get(CORE)?.parentId).toBe(NET);
  });

  it("takes bends along when both ends move alike and lets them go when one does", () => {
    const diagram = room();
    apply(diagram, [{ do: "set", part: "flow", id: FLOW, set: { points: [{ x: 300, y: 300 }] } }]);
    apply(diagram, moveTo(diagram, sceneOf(diagram), new Map([[NET, { x: 132, y: 100 }]])));
    expect(diagram.flow.get(FLOW)?.points).toEqual([{ x: 332, y: 300 }]);
    apply(diagram, moveBy(diagram, sceneOf(diagram), [A], { x: 8, y: 0 }));
    expect(diagram.flow.get(FLOW)?.points).toEqual([]);
  });

  it("resizes a zone from any side while what lies in it stays where it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: -90, max: 200 }), fc.integer({ min: -90, max: 200 }), (dx, dy) => {
        const diagram = room();
        const before = sceneOf(diagram);
        const net = diagram.zone.get(NET)!;
        const to = { x: net.x + dx, y: net.y + dy, width: net.width - dx, height: net.height - dy };
        const scene = apply(diagram, resizeZone(diagram, net, to));
        expect(scene.elements).toEqual(before.elements);
        expect(scene.zones.get(CORE)).toEqual(before.zones.get(CORE));
      }),
      { numRuns: 100, seed: 5 },
    );
  });

  it("puts into a zone by hand so that it lies inside of it", () => {
    const diagram = room();
    const scene = apply(diagram, putInZone(diagram, sceneOf(diagram), C, CORE));
    expect(diagram.element.get(C)?.zoneId).toBe(CORE);
    expect(within(scene.elements.get(C)!, scene.zones.get(CORE)!)).toBe(true);
    expect(putInZone(diagram, sceneOf(diagram), C, CORE)).toEqual([]);
  });
});

describe("zones", () => {
  it("are drawn around a selection, in the innermost zone that holds all of it, a level more trusted", () => {
    const diagram = room();
    const before = sceneOf(diagram);
    const scene = apply(diagram, zoneAround(diagram, before, [CORE, B, FLOW], testId(60)));
    expect(diagram.zone.get(testId(60))).toMatchObject({ parentId: NET, trust: 3 });
    expect([diagram.zone.get(CORE)?.parentId, diagram.element.get(B)?.zoneId]).toEqual([testId(60), testId(60)]);
    expect(scene.elements).toEqual(before.elements);
    expect(zoneAround(diagram, scene, [FLOW], testId(61))).toEqual([]);
  });

  it("are drawn as a rectangle and take what lies wholly in it", () => {
    const diagram = room();
    const before = sceneOf(diagram);
    const drawn = { x: 960, y: 80, width: 240, height: 120 };
    const scene = apply(diagram, zoneFromRect(diagram, before, drawn, testId(60)));
    expect(diagram.element.get(C)?.zoneId).toBe(testId(60));
    expect(diagram.zone.get(testId(60))?.parentId).toBeNull();
    expect(scene.elements).toEqual(before.elements);
    const around = { x: 480, y: 120, width: 360, height: 280 };
    apply(diagram, zoneFromRect(diagram, scene, around, testId(62)));
    expect(diagram.zone.get(CORE)?.parentId).toBe(testId(62));
    expect(diagram.zone.get(testId(62))?.parentId).toBe(NET);
  });
});

describe("arranging", () => {
  it("lines up and distributes, keeping everything else", () => {
    const diagram = room();
    let scene = apply(diagram, arrange(diagram, sceneOf(diagram), [A, B, C], "top"));
    expect(new Set([A, B, C].map((id) => scene.elements.get(id)!.y)).size).toBe(1);
    scene = apply(diagram, arrange(diagram, scene, [A, B, C], "across"));
    const [b, a, c] = [B, A, C].map((id) => scene.elements.get(id)!);
    expect(Math.abs(a!.x - b!.x - (c!.x - a!.x))).toBeLessThanOrEqual(1);
    expect(arrange(diagram, scene, [A], "left")).toEqual([]);
    expect(arrange(diagram, scene, [A, B], "down")).toEqual([]);
  });
});

describe("copying", () => {
  it("goes through the clipboard's text and comes back under new ids with inner flows and nesting", () => {
    const diagram = room();
    const clip = clipOf(diagram, sceneOf(diagram), [NET]);
    const read = readClip(clipText(clip));
    expect(read).toEqual(clip);
    const { operations, ids: roots } = paste(diagram, read!, ids(), { x: 3000, y: 3000 });
    const before = copyDiagram(diagram);
    apply(diagram, operations);
    expect([diagram.zone.size, diagram.element.size, diagram.flow.size]).toEqual([4, 5, 2]);
    expect(roots).toHaveLength(1);
    expect(diagram.zone.get(roots[0]!)).toMatchObject({ name: "Network", parentId: null });
    for (const [id, element] of before.element) expect(diagram.element.get(id)).toBe(element);
  });

  it("lands in the zone under its middle", () => {
    const diagram = room();
    const clip = clipOf(diagram, sceneOf(diagram), [C]);
    const { operations, ids: roots } = paste(diagram, clip, ids(), { x: 660, y: 260 });
    const scene = apply(diagram, operations);
    expect(diagram.element.get(roots[0]!)?.zoneId).toBe(CORE);
    expect(within(scene.elements.get(roots[0]!)!, scene.zones.get(CORE)!)).toBe(true);
  });

  it("refuses text that is something else, also when it pretends", () => {
    expect(readClip("hello")).toBeNull();
    expect(readClip('{"modelkeep.diagram":1,"zones":"no"}')).toBeNull();
    expect(readClip('{"modelkeep.diagram":1,')).toBeNull();
  });
});

describe("finding the way with the keyboard", () => {
  it("reads rows from the top and finds the nearest in a direction", () => {
    const scene = sceneOf(room());
    expect(readingOrder(scene)).toEqual([C, B, A, CORE, NET]);
    expect(neighbourOf(scene, B, "right")).toBe(A);
    expect(neighbourOf(scene, A, "left")).toBe(B);
    expect(neighbourOf(scene, C, "right")).toBeNull();
  });
});

describe("history of one person", () => {
  const step = (label: string) => ({ label, operations: removeAll(room(), [A]) });

  it("takes back and repeats in turn, and forgets what was taken back once something new is done", () => {
    const done = didStep(didStep(noHistory, step("one")), step("two"));
    const back = tookBack(done, step("").operations);
    expect([back.undo.at(-1)?.label, back.redo.at(-1)?.label]).toEqual(["one", "two"]);
    expect(repeated(back, step("").operations).undo.map(({ label }) => label)).toEqual(["one", "two"]);
    expect(didStep(back, step("three")).redo).toEqual([]);
  });

  it("lets go of a step that was refused whole, and keeps nothing that did nothing", () => {
    const done = didStep(noHistory, step("one"));
    expect(tookBack(done, [])).toEqual({ undo: [], redo: [] });
    expect(didStep(done, { label: "nothing", operations: [] })).toBe(done);
  });

  it("leaves a diagram as it was after everything is taken back", () => {
    const diagram = room();
    const start = toContent(diagram);
    const done = [
      zoneAround(diagram, sceneOf(diagram), [A, B], testId(70)),
      removeAll(diagram, [A]),
      rename(diagram, B, "Renamed"),
    ].map((operations) => applyBatch(diagram, operations).inverse);
    for (const inverse of done.toReversed()) apply(diagram, inverse);
    expect(toContent(diagram)).toEqual(start);
  });
});
