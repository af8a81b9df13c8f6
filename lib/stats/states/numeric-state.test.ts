import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answered } from "../testing/answered.ts";
import { expectFoldLaw } from "../testing/fold-law.ts";
import { relativeError } from "../testing/relative-error.ts";
import {
  addNumber,
  decodeNumericState,
  emptyNumericState,
  encodeNumericState,
  mergeNumericState,
  moments,
} from "./numeric-state.ts";

const cell = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom<unknown>(null, undefined, "7", true, Number.NaN, Infinity, -0, 5e-324, 1.7e308),
);

function momentsOf(values: readonly unknown[]) {
  const state = emptyNumericState();
  for (const value of values) addNumber(state, value);
  return moments(state);
}

/** NIST's Statistical Reference Datasets, univariate: a value, then 1,000 that go up and down around it. */
const numAcc = (first: number, low: number, high: number): number[] => [
  first,
  ...Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? low : high)),
];

describe("moments of a numeric state", () => {
  it.each([
    ["NumAcc1", [10000001, 10000003, 10000002], 10000002, 1],
    ["NumAcc2", numAcc(1.2, 1.1, 1.3), 1.2, 0.1],
    ["NumAcc3", numAcc(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1],
    ["NumAcc4", numAcc(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1],
  ])("are NIST's certified values for %s", (_, values, mean, deviation) => {
    const found = answered(momentsOf(values));
    expect(relativeError(found.mean, mean)).toBeLessThan(1e-15);
    expect(relativeError(Math.sqrt(found.variance), deviation)).toBeLessThan(6e-9);
  });

  it("say what they cannot do", () => {
    expect(momentsOf([])).toEqual({ status: "not_enough_data" });
    expect(momentsOf([null, Infinity, 3])).toEqual({ status: "not_enough_data" });
    expect(momentsOf([1e308, -1e308])).toEqual({ status: "invalid_input" });
    expect(answered(momentsOf([0.1, 0.1, 0.1]))).toMatchObject({ mean: 0.1, variance: 0 });
  });
});

describe("a numeric state", () => {
  it("gives the same bytes for any split and order", () => {
    expectFoldLaw(
      {
        empty: emptyNumericState,
        add: addNumber,
        merge: mergeNumericState,
        encode: encodeNumericState,
        decode: decodeNumericState,
      },
      cell,
    );
  });

  it("keeps the bytes it had: version 1", () => {
    const state = emptyNumericState();
    for (const value of [1.5, -2, null, "x", 0.1]) addNumber(state, value);
    expect(Buffer.from(encodeNumericState(state)).toString("hex")).toBe(
      "01030101c0000000000000003ff8000000000000550380809803e6cc9903e6cc9903aa010680c8c203bd94dc06a3e1bd04c2eba301dc9e8a0206",
    );
  });

  it("counts what is no number", () => {
    const state = emptyNumericState();
    for (const value of [1, null, undefined, "1", Number.NaN, -Infinity]) addNumber(state, value);
    expect(state).toMatchObject({ n: 1, nulls: 2, invalid: 3, least: 1, largest: 1 });
  });
});
