import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectFoldLaw } from "../testing/fold-law.ts";
import { decodeVector, encodeVector, mergeVector } from "./integer-vector.ts";

describe("an integer vector", () => {
  it("gives the same bytes for any split and order", () => {
    expectFoldLaw<Float64Array, [number, number]>(
      {
        empty: () => new Float64Array(9),
        add: (vector, [at, value]) => {
          vector[at]! += value;
        },
        merge: mergeVector,
        encode: encodeVector,
        decode: (bytes) => decodeVector(bytes, 9),
      },
      fc.tuple(fc.nat(8), fc.integer()),
    );
  });

  it("writes a run of zeros in three bytes", () => {
    const vector = new Float64Array(8192);
    vector[8000] = 5;
    expect(encodeVector(vector)).toHaveLength(1 + 3 + 1 + 3);
  });
});
