import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeSparseCells } from "./merge-sparse-cells.ts";

describe("mergeSparseCells", () => {
  it("joins neighbours until each expects five in the smaller sample", () => {
    expect(mergeSparseCells({ reference: [2, 3, 50, 45], current: [1, 9, 40, 50] })).toEqual({
      reference: [5, 50, 45],
      current: [10, 40, 50],
    });
  });

  it("gives what is left over to the last", () => {
    expect(mergeSparseCells({ reference: [20, 20, 1], current: [20, 20, 1] })).toEqual({
      reference: [20, 21],
      current: [20, 21],
    });
    expect(mergeSparseCells({ reference: [1, 1], current: [1, 0] })).toEqual({ reference: [2], current: [1] });
    expect(mergeSparseCells({ reference: [], current: [] })).toEqual({ reference: [], current: [] });
  });

  it("loses nothing, and leaves no cell sparse if it leaves two", () => {
    const row = fc.array(fc.nat(30), { minLength: 6, maxLength: 6 });
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    fc.assert(
      fc.property(row, row, (reference, current) => {
        const merged = mergeSparseCells({ reference, current });
        expect([sum(merged.reference), sum(merged.current)]).toEqual([sum(reference), sum(current)]);
        const share = Math.min(sum(reference), sum(current)) / (sum(reference) + sum(current));
        if (merged.reference.length < 2) return;
        merged.reference.forEach((count, i) => expect((count + merged.current[i]!) * share).toBeGreaterThanOrEqual(5));
      }),
    );
  });
});
