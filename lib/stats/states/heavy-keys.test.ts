import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { expectFoldLaw } from "../testing/fold-law.ts";
import { uniformStream } from "../testing/random-stream.ts";
import {
  addHeavyKey,
  decodeHeavyKeys,
  emptyHeavyKeys,
  encodeHeavyKeys,
  heavyKeys,
  mergeHeavyKeys,
} from "./heavy-keys.ts";

const hash = (key: number): Uint8Array => createHash("sha256").update(`${key}`).digest().subarray(0, 8);

describe("heavy keys", () => {
  it("give the same bytes for any split and order", () => {
    const add = (cells: Float64Array, key: Uint8Array): void => addHeavyKey(cells, key);
    expectFoldLaw(
      { empty: emptyHeavyKeys, add, merge: mergeHeavyKeys, encode: encodeHeavyKeys, decode: decodeHeavyKeys },
      fc.uint8Array({ minLength: 8, maxLength: 8 }),
      10,
    );
  });

  it("finds the few among thousands, with counts that are never too small", () => {
    const cells = emptyHeavyKeys();
    const uniform = uniformStream(2);
    for (let event = 0; event < 20_000; event += 1) addHeavyKey(cells, hash(10 + Math.floor(uniform() * 5000)));
    for (let key = 0; key < 10; key += 1) addHeavyKey(cells, hash(key), 500 + 100 * key);
    const found = heavyKeys(cells);
    const names = found.map((key) => Buffer.from(key.hash).toString("hex"));
    for (let key = 0; key < 10; key += 1) {
      const place = names.indexOf(Buffer.from(hash(key)).toString("hex"));
      expect(place).toBeGreaterThanOrEqual(0);
      expect(found[place]!.count).toBeGreaterThanOrEqual(500 + 100 * key);
      expect(found[place]!.count).toBeLessThan(1000 + 100 * key);
    }
    expect(found.map(({ count }) => count)).toEqual(found.map(({ count }) => count).sort((a, b) => b - a));
  });

  it("finds nothing in nothing", () => {
    expect(heavyKeys(emptyHeavyKeys())).toEqual([]);
  });
});
