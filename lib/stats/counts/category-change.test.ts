import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { categoryChange } from "./category-change.ts";

describe("categoryChange", () => {
  it("names what is new and what is lost, the largest first", () => {
    const found = answered(
      categoryChange(
        new Map(Object.entries({ a: 6, b: 3, c: 1 })),
        new Map(Object.entries({ a: 5, x: 2, y: 3, c: 0 })),
      ),
    );
    expect(found.appeared.map(({ category, share }) => [category, share])).toEqual([
      ["y", 0.3],
      ["x", 0.2],
    ]);
    expect(found.lost.map(({ category }) => category)).toEqual(["b", "c"]);
  });

  it("says how likely chance puts all of a category on one side: C(20, k)/C(40, k)", () => {
    const found = answered(categoryChange(new Map([["a", 20]]), new Map(Object.entries({ a: 17, new: 3 }))));
    expect(found.appeared[0]?.p).toBeCloseTo((20 * 19 * 18) / (40 * 39 * 38), 12);
  });

  it("says what it cannot do", () => {
    expect(categoryChange(new Map(), new Map([["a", 1]]))).toEqual({ status: "not_enough_data" });
    expect(categoryChange(new Map([["a", -1]]), new Map([["a", 1]]))).toEqual({ status: "invalid_input" });
  });
});
