import { expect, it, vi } from "vitest";
import { applyBatch } from "@/lib/graph/apply-batch.ts";
import { toDiagram, type Diagram } from "@/lib/graph/diagram.ts";
import { layoutOperations } from "@/lib/graph/layout/layout.ts";
import { makeElement, makeFlow, makeZone, testId } from "@/lib/graph/testing/make.ts";
import { layoutDiagram } from "./layout-diagram.ts";

const engine = vi.hoisted(() => ({ used: 0 }));
vi.mock("elkjs/lib/elk.bundled.js", async (load) => {
  engine.used += 1;
  return load();
});

/** A chain of so many elements in a zone, its first flow bent by hand. */
function chain(length: number): Diagram {
  const ids = Array.from({ length }, (_, index) => testId(index + 10));
  const flows = ids.slice(1).map((targetId, index) =>
    makeFlow({
      id: testId(index + 10_000),
      sourceId: ids[index] ?? "",
      targetId,
      points: index === 0 ? [{ x: 3, y: 5 }] : [],
    }),
  );
  return toDiagram({
    zones: [makeZone({ id: testId(1) })],
    elements: ids.map((id) => makeElement({ id, zoneId: testId(1) })),
    flows,
    assumptions: [],
  });
}

async function laidOut(length: number): Promise<Diagram> {
  const diagram = chain(length);
  expect(applyBatch(diagram, layoutOperations(diagram, await layoutDiagram(diagram))).refused).toEqual([]);
  return diagram;
}

it("lays out on the grid, lets bends go, and leaves the engine that blocks the page alone when there is much", async () => {
  const many = await laidOut(200);
  expect(engine.used).toBe(0);
  const few = await laidOut(20);
  expect(engine.used).toBe(1);
  for (const diagram of [many, few]) {
    const places = [...diagram.element.values()];
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(places.length);
    expect(places.filter(({ x, y }) => x % 8 !== 0 || y % 8 !== 0)).toEqual([]);
    expect([...diagram.flow.values()].filter(({ points }) => points.length > 0)).toEqual([]);
  }
});
