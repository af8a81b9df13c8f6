import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalStream } from "../testing/random-stream.ts";
import { cellBounds, cellOf, cellTable, encodeEdges, referenceEdges } from "./reference-edges.ts";

describe("referenceEdges", () => {
  it("cuts a large sample into cells of about the same size", () => {
    const normal = normalStream(5);
    const sample = Array.from({ length: 20_000 }, normal);
    const edges = referenceEdges(sample)!;
    expect(edges.points).toHaveLength(128);
    const table = cellTable(edges);
    const counts = new Float64Array(table.cells);
    for (const value of sample) counts[cellOf(table, value)]! += 1;
    expect(Math.max(...counts)).toBeLessThan(20_000 / 120);
    expect([counts[0], counts.at(-1)]).toEqual([0, 0]);
  });

  it("gives repeated values a cell of their own", () => {
    const sample = [...Array<number>(500).fill(0), ...Array.from({ length: 500 }, (_, index) => index + 1)];
    const edges = referenceEdges(sample)!;
    expect(edges.points[0]).toBe(0);
    expect(edges.atoms.filter(Boolean)).toHaveLength(1);
    const table = cellTable(edges);
    expect(cellOf(table, 0)).toBe(1);
    expect(cellOf(table, -1e-300)).toBe(0);
    expect(cellOf(table, 1e-300)).toBe(2);
  });

  it("is undefined without a number, and fine with one", () => {
    expect(referenceEdges([null, "x", Infinity])).toBeUndefined();
    expect(referenceEdges([7, 7])).toEqual({ points: [7], atoms: [true] });
  });

  it("numbers the cells in order of the values, whatever the sample", () => {
    const values = fc.array(
      fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
      {
        minLength: 1,
        maxLength: 400,
      },
    );
    fc.assert(
      fc.property(values, fc.double({ noNaN: true, noDefaultInfinity: true }), (sample, value) => {
        const edges = referenceEdges(sample)!;
        expect(edges.points.length).toBeLessThanOrEqual(128);
        const table = cellTable(edges);
        const bounds = cellBounds(edges);
        expect(bounds).toHaveLength(table.cells);
        for (const one of [value, ...sample]) {
          const { from, to, atom } = bounds[cellOf(table, one)]!;
          expect(one).toBeGreaterThanOrEqual(from);
          expect(one).toBeLessThanOrEqual(to);
          if (edges.atoms[edges.points.indexOf(one)] === true) expect(atom).toBe(true);
        }
        const last = Math.max(...sample);
        expect(cellOf(table, last)).toBeLessThan(table.cells - 1);
      }),
    );
  });

  it("depends on the values, not on their order, down to its bytes", () => {
    expect(encodeEdges(referenceEdges([3, 1, 2, -0])!)).toEqual(encodeEdges(referenceEdges([0, 1, 2, 3])!));
  });
});
