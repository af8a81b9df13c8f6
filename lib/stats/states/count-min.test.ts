import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { expectFoldLaw } from "../testing/fold-law.ts";
import { addKey, countOfKey, decodeCountMin, emptyCountMin, encodeCountMin, mergeCountMin } from "./count-min.ts";

const hash = (key: number): Uint8Array => createHash("sha256").update(`${key}`).digest();

describe("count-min", () => {
  it("gives the same bytes for any split and order", () => {
    const add = (counters: Float64Array, key: Uint8Array): void => addKey(counters, key);
    expectFoldLaw(
      { empty: emptyCountMin, add, merge: mergeCountMin, encode: encodeCountMin, decode: decodeCountMin },
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      20,
    );
  });

  it("is never too small and seldom too large", () => {
    const counters = emptyCountMin();
    for (let key = 0; key < 5000; key += 1) addKey(counters, hash(key), 1 + (key % 7));
    const excess = Array.from({ length: 5000 }, (_, key) => countOfKey(counters, hash(key)) - 1 - (key % 7));
    expect(Math.min(...excess)).toBe(0);
    const bound = (5000 * 4) / 754;
    expect(excess.filter((over) => over > bound).length / 5000).toBeLessThan(Math.exp(-4));
  });
});
