import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOf, cellTable, referenceEdges } from "../states/reference-edges.ts";
import { answered } from "../testing/answered.ts";
import { wassersteinFromBins } from "./wasserstein-from-bins.ts";
import { wasserstein } from "./wasserstein.ts";

function binned(reference: readonly number[], current: readonly number[]) {
  const edges = referenceEdges(reference)!;
  const table = cellTable(edges);
  const count = (values: readonly number[]) => {
    const counts = new Float64Array(table.cells);
    for (const value of values) counts[cellOf(table, value)]! += 1;
    return { counts, least: Math.min(...values), largest: Math.max(...values) };
  };
  return wassersteinFromBins(edges, count(reference), count(current));
}

describe("wassersteinFromBins", () => {
  it("is within its error of the exact distance", () => {
    const sample = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -9, max: 9, noNaN: true })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(sample, sample, (reference, current) => {
        const exact = wasserstein({ values: reference }, { values: current });
        const found = binned(reference, current);
        expect(found.status).toBe(exact.status);
        if (exact.status !== "ok") return;
        const { distance, error } = answered(found);
        expect(Math.abs(distance - exact.distance)).toBeLessThanOrEqual(error + 1e-9);
      }),
    );
  });

  it("finds a shift closely, also beyond the reference's range", () => {
    const reference = Array.from({ length: 5000 }, (_, index) => index / 5000);
    const shifted = reference.map((value) => value + 0.25);
    expect(answered(binned(reference, shifted)).distance).toBeCloseTo(0.25, 3);
  });

  it("refuses infinite ends", () => {
    const sample = { counts: [0, 2, 0], least: -Infinity, largest: 3 };
    expect(wassersteinFromBins({ points: [1], atoms: [true] }, sample, sample)).toEqual({ status: "invalid_input" });
  });
});
