import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOf, cellTable, referenceEdges } from "../states/reference-edges.ts";
import { answered } from "../testing/answered.ts";
import { normalStream } from "../testing/random-stream.ts";
import { kolmogorovSmirnov } from "../two-sample/kolmogorov-smirnov.ts";
import { kolmogorovSmirnovFromBins } from "./kolmogorov-smirnov-from-bins.ts";

function binned(reference: readonly number[], current: readonly number[], edgesOf = reference) {
  const edges = referenceEdges(edgesOf)!;
  const table = cellTable(edges);
  const count = (values: readonly number[]): Float64Array => {
    const counts = new Float64Array(table.cells);
    for (const value of values) counts[cellOf(table, value)]! += 1;
    return counts;
  };
  return kolmogorovSmirnovFromBins(edges, count(reference), count(current));
}

describe("kolmogorovSmirnovFromBins", () => {
  it("bounds the exact statistic from both sides, for any two samples and any edges", () => {
    const sample = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -9, max: 9, noNaN: true })), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(sample, sample, sample, (reference, current, edgesOf) => {
        const exact = kolmogorovSmirnov(reference, current);
        const found = binned(reference, current, edgesOf);
        fc.pre(exact.status === "ok" && found.status === "ok");
        expect(answered(found).d).toBeLessThanOrEqual(answered(exact).d + 1e-12);
        expect(answered(found).dAtMost).toBeGreaterThanOrEqual(answered(exact).d - 1e-12);
      }),
    );
  });

  it("is within a cell's share of the exact statistic on drifted data", () => {
    const normal = normalStream(4);
    const reference = Array.from({ length: 20_000 }, normal);
    const current = Array.from({ length: 5000 }, () => normal() * 1.2 + 0.3);
    const exact = answered(kolmogorovSmirnov(reference, current)).d;
    const found = answered(binned(reference, current));
    expect(exact - found.d).toBeLessThan(0.005);
    expect(found.dAtMost - exact).toBeLessThan(0.02);
  });

  it("is exact on repeated values", () => {
    const reference = [1, 1, 1, 2, 2, 3].flatMap((value) => Array<number>(20).fill(value));
    const current = [1, 2, 2, 3, 3, 3].flatMap((value) => Array<number>(20).fill(value));
    const found = answered(binned(reference, current));
    expect(found.d).toBeCloseTo(2 / 6, 12);
    expect(found.dAtMost).toBe(found.d);
  });

  it("says what it cannot do", () => {
    expect(binned([1, 1], [])).toEqual({ status: "not_enough_data" });
    expect(binned([1, 1], [1, 1, 1])).toEqual({ status: "constant" });
  });
});
