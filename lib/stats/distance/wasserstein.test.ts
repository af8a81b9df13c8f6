import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { wasserstein } from "./wasserstein.ts";

const of = (left: object, right: object): number => answered(wasserstein(left as never, right as never)).distance;

describe("wasserstein", () => {
  it("gives the examples of scipy's documentation", () => {
    expect(of({ values: [0, 1, 3] }, { values: [5, 6, 8] })).toBeCloseTo(5, 14);
    expect(of({ values: [0, 1], weights: [3, 1] }, { values: [0, 1], weights: [2, 2] })).toBeCloseTo(0.25, 15);
    expect(
      of({ values: [3.4, 3.9, 7.5, 7.8], weights: [1.4, 0.9, 3.1, 7.2] }, { values: [4.5, 1.4], weights: [3.2, 3.5] }),
    ).toBeCloseTo(4.0781331438047861, 13);
  });

  it("is the shift of a shifted sample", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2 }), fc.integer(), (values, shift) => {
        fc.pre(shift !== 0);
        expect(of({ values }, { values: values.map((value) => value + shift) })).toBeCloseTo(Math.abs(shift), 4);
      }),
    );
  });
});
