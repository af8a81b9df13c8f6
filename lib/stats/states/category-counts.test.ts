import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectFoldLaw } from "../testing/fold-law.ts";
import {
  addCategory,
  decodeCategoryCounts,
  emptyCategoryCounts,
  encodeCategoryCounts,
  mergeCategoryCounts,
  referenceCategories,
} from "./category-counts.ts";

describe("referenceCategories", () => {
  it("takes the most frequent, equal ones by name, 256 at most", () => {
    const counts = new Map(Object.entries({ b: 2, a: 2, c: 9, none: 0 }));
    expect(referenceCategories(counts)).toEqual(["c", "a", "b"]);
    expect(referenceCategories(Array.from({ length: 300 }, (_, index) => [`c${index}`, 1]))).toHaveLength(256);
  });
});

describe("category counts", () => {
  const categories = ["a", "b", "__proto__"];

  it("give the same bytes for any split and order", () => {
    expectFoldLaw(
      {
        empty: () => emptyCategoryCounts(categories),
        add: addCategory,
        merge: mergeCategoryCounts,
        encode: encodeCategoryCounts,
        decode: (bytes) => decodeCategoryCounts(bytes, categories),
      },
      fc.constantFrom<string | null>("a", "b", "c", "__proto__", "constructor", null),
    );
  });

  it("put what is new under other, and nulls apart", () => {
    const state = emptyCategoryCounts(categories);
    expect(["a", "a", null, "x", "constructor"].map((category) => addCategory(state, category))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect([...state.counts]).toEqual([2, 0, 0, 1, 2]);
  });
});
