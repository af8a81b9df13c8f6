import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyBatch } from "../apply-batch.ts";
import { emptyDiagram, type Diagram } from "../diagram.ts";
import { makeElement, makeFlow, makeZone, testId } from "../testing/make.ts";
import { drawFlows, pathOf } from "./draw-flows.ts";
import { FlowDrawer } from "./flow-drawer.ts";
import { placeLabels } from "./place-labels.ts";
import { RectGrid } from "./rect-grid.ts";
import { sceneOf } from "./scene.ts";

const [ZONE, A, B, C, FIRST, SECOND] = [1, 2, 3, 4, 5, 6].map(testId) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

function diagramOf(
  places: Record<string, readonly [number, number]>,
  flows: readonly (readonly [string, string])[],
): Diagram {
  const diagram = emptyDiagram();
  applyBatch(diagram, [
    { do: "add", part: "zone", value: makeZone({ id: ZONE, x: 300, y: 0, width: 300, height: 300 }) },
    ...Object.entries(places).map(([id, [x, y]]) => ({
      do: "add" as const,
      part: "element" as const,
      value: makeElement({ id, x, y }),
    })),
    ...flows.map(([sourceId, targetId], index) => ({
      do: "add" as const,
      part: "flow" as const,
      value: makeFlow({ id: testId(5 + index), sourceId, targetId, name: "rows" }),
    })),
  ]);
  return diagram;
}

describe("lines of flows", () => {
  it("run straight between elements that face each other, from border to border", () => {
    const diagram = diagramOf({ [A]: [0, 0], [B]: [200, 0] }, [[A, B]]);
    const { points } = drawFlows(diagram, sceneOf(diagram)).get(FIRST)!;
    expect(points).toEqual([
      { x: 120, y: 20 },
      { x: 200, y: 20 },
    ]);
  });

  it("go around what stands between", () => {
    const diagram = diagramOf({ [A]: [0, 0], [B]: [400, 0], [C]: [200, 0] }, [[A, B]]);
    const { points } = drawFlows(diagram, sceneOf(diagram)).get(FIRST)!;
    expect(points.length).toBeGreaterThan(2);
    expect(points.some(({ y }) => y < -1 || y > 41)).toBe(true);
  });

  it("do not lie on each other at a shared side", () => {
    const diagram = diagramOf({ [A]: [0, 0], [B]: [200, 0] }, [
      [A, B],
      [B, A],
    ]);
    const flows = drawFlows(diagram, sceneOf(diagram));
    expect(flows.get(FIRST)!.points[0]!.y).not.toBe(flows.get(SECOND)!.points[0]!.y);
  });

  it("have only right angles, begin and end on the borders of their elements, and are the same every time", () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 700 }));
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        const diagram = diagramOf({ [A]: a, [B]: b, [C]: c }, [
          [A, B],
          [B, C],
        ]);
        const scene = sceneOf(diagram);
        const flows = drawFlows(diagram, scene);
        expect(drawFlows(diagram, scene)).toEqual(flows);
        const { points } = flows.get(FIRST)!;
        for (const [index, point] of points.slice(1).entries()) {
          const before = points[index]!;
          expect(Math.abs(before.x - point.x) < 0.01 || Math.abs(before.y - point.y) < 0.01).toBe(true);
        }
        const start = points[0]!;
        const rect = scene.elements.get(A)!;
        const onSide =
          [rect.x, rect.x + rect.width].includes(start.x) || [rect.y, rect.y + rect.height].includes(start.y);
        expect(onSide).toBe(true);
      }),
      { numRuns: 150, seed: 21 },
    );
  });

  it("are marked on the border of each zone that they cross by membership, and half way when the drawing does not meet it", () => {
    const diagram = diagramOf({ [A]: [0, 100], [B]: [400, 100] }, [[A, B]]);
    applyBatch(diagram, [{ do: "set", part: "element", id: B, set: { zoneId: ZONE, x: 100, y: 100 } }]);
    expect(drawFlows(diagram, sceneOf(diagram)).get(FIRST)!.crossings).toEqual([{ x: 300, y: 120 }]);
    applyBatch(diagram, [{ do: "set", part: "element", id: B, set: { x: -150, y: 100 } }]);
    expect(drawFlows(diagram, sceneOf(diagram)).get(FIRST)!.crossings).toHaveLength(1);
    applyBatch(diagram, [{ do: "set", part: "element", id: B, set: { zoneId: null, x: 400 } }]);
    expect(drawFlows(diagram, sceneOf(diagram)).get(FIRST)!.crossings).toEqual([]);
  });

  it("become path data with round corners", () => {
    expect(
      pathOf([
        { x: 0, y: 0 },
        { x: 20, y: 0 },
        { x: 20, y: 20 },
      ]),
    ).toBe("M0 0L16 0Q20 0 20 4L20 20");
  });
});

describe("words of flows", () => {
  it("stand beside the line and away from an element that is in the way", () => {
    const flow = makeFlow({ id: FIRST, sourceId: A, targetId: B, name: "question" });
    const lines = new Map([
      [
        FIRST,
        [
          { x: 0, y: 0 },
          { x: 0, y: 200 },
        ],
      ],
    ]);
    const free = placeLabels([flow], lines, { grid: new RectGrid(), zones: new Map(), footers: [] }).get(FIRST)!;
    expect(free).toEqual({ x: 8, y: 104, anchor: "start", text: "question" });
    const grid = new RectGrid();
    grid.add(C, { x: 4, y: 0, width: 100, height: 200 });
    expect(placeLabels([flow], lines, { grid, zones: new Map(), footers: [] }).get(FIRST)).toMatchObject({
      anchor: "end",
    });
  });
});

describe("drawing again while something is dragged", () => {
  it("draws the flows at what moves and leaves the others the same objects", () => {
    const diagram = diagramOf({ [A]: [0, 0], [B]: [200, 0], [C]: [200, 200] }, [
      [A, B],
      [B, C],
    ]);
    const drawer = new FlowDrawer();
    const still = drawer.draw(diagram, new Map());
    const first = drawer.draw(diagram, new Map([[A, { x: 0, y: 40 }]]));
    const second = drawer.draw(diagram, new Map([[A, { x: 0, y: 80 }]]));
    expect(second.fixed).toBe(first.fixed);
    expect([...second.fixed.keys()]).toEqual([SECOND]);
    expect(second.fixed.get(SECOND)).toBe(still.fixed.get(SECOND));
    expect(second.moving.get(FIRST)).not.toEqual(still.fixed.get(FIRST));
    expect(drawer.draw(diagram, new Map()).fixed).toEqual(still.fixed);
  });
});
