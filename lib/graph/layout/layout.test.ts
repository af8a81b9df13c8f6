import Elk from "elkjs/lib/elk.bundled.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyBatch } from "../apply-batch.ts";
import { toContent, toDiagram, type Diagram } from "../diagram.ts";
import { sizeOf } from "../kinds.ts";
import { Operation, type DiagramContent } from "../schema.ts";
import { arbitraryContent } from "../testing/arbitrary-content.ts";
import { makeElement, makeFlow, makeZone, testId } from "../testing/make.ts";
import { originOf } from "../zones.ts";
import { elkLayout, type ElkEngine } from "./elk-layout.ts";
import { layerBoxes } from "./layer-boxes.ts";
import { layerLayout } from "./layer-layout.ts";
import { layoutOperations, onGrid, type Box } from "./layout.ts";

/** Boxes of what lies directly in a zone, from its corner. */
function boxesIn(diagram: Diagram, place: string | null): Box[] {
  const zones = [...diagram.zone.values()].filter(({ parentId }) => parentId === place);
  const elements = [...diagram.element.values()].filter(({ zoneId }) => zoneId === place);
  return [...zones, ...elements.map((element) => ({ ...element, ...sizeOf(element) }))];
}

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The name of a zone is 24 units high, at its foot. */
const NAME = 24;

/** Nothing overlaps its neighbours, and everything lies inside of its zone above the zone's name. */
function expectTidy(diagram: Diagram): void {
  for (const place of [null, ...diagram.zone.values()]) {
    const boxes = boxesIn(diagram, place?.id ?? null);
    for (const [index, box] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false);
      if (place === null) continue;
      expect(box.x >= 0 && box.y >= 0).toBe(true);
      expect(box.x + box.width <= place.width && box.y + box.height <= place.height - NAME).toBe(true);
    }
  }
}

function applied(content: DiagramContent, operations: readonly Operation[]): Diagram {
  const diagram = toDiagram(content);
  expect(applyBatch(diagram, operations).refused).toEqual([]);
  return diagram;
}

function reversed(content: DiagramContent): DiagramContent {
  return {
    zones: content.zones.toReversed(),
    elements: content.elements.toReversed(),
    flows: content.flows.toReversed(),
    assumptions: content.assumptions,
  };
}

describe("layerLayout", () => {
  it("is tidy for any diagram, the same whatever the order, and has nothing to do a second time", () => {
    fc.assert(
      fc.property(arbitraryContent(90), (content) => {
        const diagram = toDiagram(content);
        const operations = layoutOperations(diagram, layerLayout(diagram));
        const other = toDiagram(reversed(content));
        expect(layoutOperations(other, layerLayout(other))).toEqual(operations);
        for (const operation of operations) expect(Operation.safeParse(operation).success).toBe(true);
        const tidy = applied(content, operations);
        expectTidy(tidy);
        expect(layoutOperations(tidy, layerLayout(tidy))).toEqual([]);
      }),
      { numRuns: 150, seed: 71 },
    );
  });

  it("goes from left to right along the flows", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 24 }), (pairs) => {
        const boxes = Array.from({ length: 12 }, (_, id) => ({ id: String(id), width: 100, height: 40 }));
        // Only forward pairs: no circle, so every link must point to the right.
        const links = pairs
          .filter(([from, to]) => from < to)
          .map(([from, to]) => ({ from: String(from), to: String(to) }));
        const { places, width, height } = layerBoxes(boxes, links, { across: 20, along: 50 });
        for (const { from, to } of links) expect(places.get(to)!.x).toBeGreaterThan(places.get(from)!.x);
        for (const { x, y } of places.values())
          expect(x + 100 <= width && y + 40 <= height && x >= 0 && y >= 0).toBe(true);
      }),
      { numRuns: 100, seed: 72 },
    );
  });
});

describe("onGrid", () => {
  it("puts everything on the grid and stays tidy", () => {
    fc.assert(
      fc.property(arbitraryContent(90), (content) => {
        const diagram = toDiagram(content);
        const tidy = applied(content, layoutOperations(diagram, onGrid(layerLayout(diagram), 8)));
        expectTidy(tidy);
        for (const zone of tidy.zone.values()) {
          for (const value of [zone.x, zone.y, zone.width, zone.height]) expect(Math.abs(value % 8)).toBe(0);
        }
        for (const { x, y } of tidy.element.values()) expect([Math.abs(x % 8), Math.abs(y % 8)]).toEqual([0, 0]);
      }),
      { numRuns: 100, seed: 74 },
    );
  });
});

const elk: ElkEngine = new Elk();

const elkOperations = async (diagram: Diagram): Promise<Operation[]> =>
  layoutOperations(diagram, await elkLayout(elk, diagram));

describe("elkLayout", () => {
  it("is tidy for any diagram and the same whatever the order, on a server without a worker", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryContent(60), async (content) => {
        const operations = await elkOperations(toDiagram(content));
        expect(await elkOperations(toDiagram(reversed(content)))).toEqual(operations);
        for (const operation of operations) expect(Operation.safeParse(operation).success).toBe(true);
        expectTidy(applied(content, operations));
      }),
      { numRuns: 30, seed: 73 },
    );
  });

  it("bends flows at right angles, in diagram units, between the borders of their ends", async () => {
    const [outer, inner] = [makeZone({ id: testId(1) }), makeZone({ id: testId(2), parentId: testId(1) })];
    const elements = [
      makeElement({ id: testId(10) }),
      makeElement({ id: testId(11), zoneId: inner.id }),
      makeElement({ id: testId(12), zoneId: inner.id }),
      makeElement({ id: testId(13), zoneId: outer.id }),
    ];
    const flows = [
      makeFlow({ id: testId(20), sourceId: testId(10), targetId: testId(11) }),
      makeFlow({ id: testId(21), sourceId: testId(10), targetId: testId(12) }),
      makeFlow({ id: testId(22), sourceId: testId(12), targetId: testId(13) }),
      makeFlow({ id: testId(23), sourceId: testId(10), targetId: testId(13) }),
    ];
    const content = { zones: [outer, inner], elements, flows, assumptions: [] };
    const diagram = applied(content, await elkOperations(toDiagram(content)));
    const bent = toContent(diagram).flows.filter(({ points }) => points.length > 0);
    expect(bent.length).toBeGreaterThan(0);
    for (const { points, sourceId, targetId } of bent) {
      for (const [index, { x, y }] of points.slice(1).entries()) {
        expect(points[index]!.x === x || points[index]!.y === y).toBe(true);
      }
      const box = (id: string): Box => {
        const element = diagram.element.get(id)!;
        const origin = originOf(diagram.zone, element.zoneId);
        return { x: origin.x + element.x, y: origin.y + element.y, ...sizeOf(element) };
      };
      const [source, target] = [box(sourceId), box(targetId)];
      expect(points[0]!.x).toBeGreaterThan(source.x + source.width);
      expect(points[0]!.y >= source.y && points[0]!.y <= source.y + source.height).toBe(true);
      expect(points.at(-1)!.x).toBeLessThan(target.x);
      expect(points.at(-1)!.y >= target.y && points.at(-1)!.y <= target.y + target.height).toBe(true);
    }
  });

  it("says what the engine said when it fails", async () => {
    const broken: ElkEngine = { layout: () => Promise.reject(new Error("no room")) };
    await expect(elkLayout(broken, toDiagram({ zones: [], elements: [], flows: [], assumptions: [] }))).rejects.toThrow(
      "no room",
    );
  });
});
