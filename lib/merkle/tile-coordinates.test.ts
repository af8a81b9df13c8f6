import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MerkleError } from "./merkle-error.ts";
import { rightEdgeTiles, tileWidth, touchedTiles } from "./tile-coordinates.ts";

describe("tile coordinates", () => {
  it("are those of the examples of tlog-tiles", () => {
    expect(rightEdgeTiles(256)).toEqual([{ level: 1, n: 0, width: 1 }]);
    expect(tileWidth(256, 0, 0)).toBe(256);
    expect(rightEdgeTiles(70_000)).toEqual([
      { level: 0, n: 273, width: 112 },
      { level: 1, n: 1, width: 17 },
      { level: 2, n: 0, width: 1 },
    ]);
    expect([tileWidth(70_000, 0, 272), tileWidth(70_000, 0, 274), tileWidth(70_000, 1, 0)]).toEqual([256, 0, 256]);
    expect(rightEdgeTiles(0)).toEqual([]);
  });

  it("are right beyond 2^32", () => {
    expect(rightEdgeTiles(2 ** 32 + 5)).toEqual([
      { level: 0, n: 2 ** 24, width: 5 },
      { level: 4, n: 0, width: 1 },
    ]);
    expect(tileWidth(2 ** 40 - 1, 0, 2 ** 32 - 1)).toBe(255);
    expect(tileWidth(2 ** 53 - 1, 6, 0)).toBe(31);
    expect(tileWidth(2 ** 53 - 1, 7, 0)).toBe(0);
    expect(tileWidth(100, 63, 0)).toBe(0);
  });

  it("list what an append touches: every tile whose width changed, and nothing else", () => {
    const sizes = fc.tuple(fc.integer({ min: 0, max: 140_000 }), fc.integer({ min: 0, max: 1_500 }));
    fc.assert(
      fc.property(sizes, ([oldSize, added]) => {
        const newSize = oldSize + added;
        const expected = [];
        for (let level = 0; level < 3; level++) {
          for (let n = 0; n * 256 ** (level + 1) < newSize; n++) {
            const width = tileWidth(newSize, level, n);
            if (width !== tileWidth(oldSize, level, n)) expected.push({ level, n, width });
          }
        }
        expect(touchedTiles(oldSize, newSize)).toEqual(expected);
      }),
      { numRuns: 100, seed: 256 },
    );
  });

  it("refuse sizes that are not safe counts", () => {
    expect(() => tileWidth(-1, 0, 0)).toThrow(MerkleError);
    expect(() => tileWidth(2 ** 53, 0, 0)).toThrow(MerkleError);
    expect(() => rightEdgeTiles(1.5)).toThrow(MerkleError);
    expect(() => touchedTiles(2, 1)).toThrow(MerkleError);
  });
});
