import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectFoldLaw } from "../testing/fold-law.ts";
import { addToSample, decodeSample, emptyHashSample, encodeSample, mergeSample, sampleEntries } from "./hash-sample.ts";

describe("a hash sample", () => {
  const foldable = (capacity: number) => ({
    empty: () => emptyHashSample(capacity),
    add: (sample: ReturnType<typeof emptyHashSample>, key: string) => addToSample(sample, key),
    merge: mergeSample,
    encode: encodeSample,
    decode: decodeSample,
  });

  it("gives the same bytes for any split and order, full or not, with any text", () => {
    expectFoldLaw(foldable(8), fc.string({ maxLength: 2 }));
    expectFoldLaw(foldable(100), fc.oneof(fc.string({ unit: "binary", maxLength: 3 }), fc.constant("\ud800")));
  });

  it("counts exactly what it keeps, and everything in total", () => {
    const sample = emptyHashSample(10);
    for (let round = 1; round <= 5; round += 1) {
      for (let key = 0; key < 100; key += 1) addToSample(sample, `k${key}`);
    }
    expect(sampleEntries(sample).map(([, count]) => count)).toEqual(Array(10).fill(5));
    expect(sample.total).toBe(500);
  });
});
