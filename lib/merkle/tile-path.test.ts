import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MerkleError } from "./merkle-error.ts";
import { formatTilePath, parseTilePath, type TilePath } from "./tile-path.ts";

const tile = fc.record<TilePath>({
  level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant("entries" as const)),
  n: fc.oneof(fc.integer({ min: 0, max: 2_000 }), fc.maxSafeNat()),
  width: fc.integer({ min: 1, max: 256 }),
});

describe("tile paths", () => {
  it.each([
    [{ level: 0, n: 0, width: 256 }, "tile/0/000"],
    [{ level: 0, n: 255, width: 256 }, "tile/0/255"],
    [{ level: 1, n: 1_000, width: 256 }, "tile/1/x001/000"],
    [{ level: 0, n: 1_234_067, width: 256 }, "tile/0/x001/x234/067"],
    [{ level: "entries" as const, n: 1_234_067, width: 255 }, "tile/entries/x001/x234/067.p/255"],
    [{ level: 63, n: 7, width: 1 }, "tile/63/007.p/1"],
    [{ level: 0, n: 2 ** 53 - 1, width: 256 }, "tile/0/x009/x007/x199/x254/x740/991"],
  ])("write %o as %s and read it back", (coordinate, path) => {
    expect(formatTilePath(coordinate)).toBe(path);
    expect(parseTilePath(path)).toEqual(coordinate);
  });

  it.each([
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/00/000",
    "tile/01/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/x000/000",
    "tile/0/x001",
    "tile/0/001/000",
    "tile/0/x1234/000",
    "tile/0/X001/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/0/000.p/999",
    "tile/0/000.p/",
    "tile/0/000.p",
    "tile/0/000/",
    "/tile/0/000",
    "tile/0/000\n",
    "tile/data/000",
    "tile/entries/",
    "tile/0/x009/x007/x199/x254/x740/992",
    "tile/0/٠٠٠",
    "",
  ])("refuse %j", (path) => {
    expect(() => parseTilePath(path)).toThrow(MerkleError);
  });

  it("are refused for coordinates that have none", () => {
    for (const bad of [
      { level: 64, n: 0, width: 1 },
      { level: 0.5, n: 0, width: 1 },
      { level: 0, n: -1, width: 1 },
      { level: 0, n: 0, width: 0 },
      { level: 0, n: 0, width: 257 },
    ]) {
      expect(() => formatTilePath(bad)).toThrow(MerkleError);
    }
  });

  it("come back for every coordinate", () => {
    fc.assert(
      fc.property(tile, (coordinate) => {
        expect(parseTilePath(formatTilePath(coordinate))).toEqual(coordinate);
      }),
      { numRuns: 200, seed: 10 },
    );
  });

  it("are the only text that is accepted", () => {
    const mutated = fc
      .tuple(tile, fc.nat(30), fc.constantFrom("0", "x", "/", ".", "p", "9", "", " "))
      .map(([coordinate, at, text]) => {
        const path = formatTilePath(coordinate);
        return path.slice(0, at) + text + path.slice(at + 1);
      });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string()), (path) => {
        try {
          expect(formatTilePath(parseTilePath(path))).toBe(path);
        } catch (error) {
          expect(error).toBeInstanceOf(MerkleError);
        }
      }),
      { numRuns: 200, seed: 11 },
    );
  });
});
