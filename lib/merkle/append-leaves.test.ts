import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendLeaves, EMPTY_EDGE, loadEdge, rootOfEdge, type RightEdge } from "./append-leaves.ts";
import { MerkleError } from "./merkle-error.ts";
import { hasher, hex, naiveRoot, numberedLeaves, SameLeafTree, TileStore } from "./testing/naive-tree.ts";
import { rightEdgeTiles, tileWidth, touchedTiles } from "./tile-coordinates.ts";

const leaves = numberedLeaves(1_200);

describe("appendLeaves", () => {
  it("gives the root of the naive tree, whatever the batches, and writes exactly the touched tiles", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 4 }), (batches) => {
        let edge: RightEdge = EMPTY_EDGE;
        const store = new TileStore();
        for (const batch of batches) {
          const before = edge.size;
          const added = leaves.slice(before, before + batch);
          const grown = appendLeaves(hasher, edge, added);
          expect(hex(grown.root)).toBe(hex(naiveRoot(leaves.slice(0, before + batch))));
          expect(grown.tiles.map(({ level, n, data }) => ({ level, n, width: data.length / 32 }))).toEqual(
            touchedTiles(before, grown.size),
          );
          store.write(grown.tiles);
          edge = grown.edge;
          const reloaded = loadEdge(edge.size, (level, n) => store.tiles.get(`${level}/${n}`));
          expect(reloaded).toEqual(edge);
          expect(hex(rootOfEdge(hasher, reloaded))).toBe(hex(grown.root));
        }
      }),
      { numRuns: 60, seed: 6962 },
    );
  });

  it("leaves the edge it was given as it was", () => {
    const first = appendLeaves(hasher, EMPTY_EDGE, leaves.slice(0, 250));
    const before = hex(first.edge.tiles.get(0)!);
    appendLeaves(hasher, first.edge, leaves.slice(250, 600));
    expect(hex(first.edge.tiles.get(0)!)).toBe(before);
    expect(first.edge.size).toBe(250);
    expect(hex(rootOfEdge(hasher, first.edge))).toBe(hex(naiveRoot(leaves.slice(0, 250))));
  });

  it("changes nothing for an empty batch", () => {
    const grown = appendLeaves(hasher, EMPTY_EDGE, []);
    expect(grown).toMatchObject({ size: 0, tiles: [] });
    expect(hex(grown.root)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it.each([2 ** 32 - 3, 2 ** 32, 2 ** 40 + 255, 2 ** 48 - 1, 2 ** 52 + 12_345])("grows a tree of %i leaves", (size) => {
    const tree = new SameLeafTree("same");
    const edge = loadEdge(size, (level, n) => tree.source(level, n, tileWidth(size, level, n)));
    expect(hex(rootOfEdge(hasher, edge))).toBe(hex(tree.root(BigInt(size))));
    const grown = appendLeaves(hasher, edge, Array<Uint8Array>(700).fill(tree.leafHash));
    expect(grown.size).toBe(size + 700);
    expect(hex(grown.root)).toBe(hex(tree.root(BigInt(size) + 700n)));
    expect(grown.tiles.map(({ level, n }) => `${level}/${n}`)).toEqual(
      touchedTiles(size, size + 700).map(({ level, n }) => `${level}/${n}`),
    );
  });

  it("refuses to grow beyond 2^53 - 1 leaves, an edge that does not fit, and hashes of another length", () => {
    const tree = new SameLeafTree("same");
    const size = Number.MAX_SAFE_INTEGER - 1;
    const edge = loadEdge(size, (level, n) => tree.source(level, n, tileWidth(size, level, n)));
    expect(hex(appendLeaves(hasher, edge, [tree.leafHash]).root)).toBe(hex(tree.root(BigInt(size) + 1n)));
    expect(() => appendLeaves(hasher, edge, [tree.leafHash, tree.leafHash])).toThrow(MerkleError);
    expect(() => appendLeaves(hasher, { size: 3, tiles: new Map() }, [tree.leafHash])).toThrow(MerkleError);
    expect(() => appendLeaves(hasher, { size: 3, tiles: new Map([[0, new Uint8Array(64)]]) }, leaves)).toThrow(
      MerkleError,
    );
    expect(() => appendLeaves(hasher, EMPTY_EDGE, [new Uint8Array(31)])).toThrow(MerkleError);
  });

  it("refuses to load an edge with a missing or short tile", () => {
    expect(() => loadEdge(5, () => undefined)).toThrow(MerkleError);
    expect(() => loadEdge(5, () => new Uint8Array(4 * 32))).toThrow(MerkleError);
  });

  it("notices an edited tile by the root of the edge", () => {
    const grown = appendLeaves(hasher, EMPTY_EDGE, leaves.slice(0, 300));
    for (const { level } of rightEdgeTiles(300)) {
      const edited = new Map([...grown.edge.tiles].map(([at, data]) => [at, data.slice()]));
      edited.get(level)![17 % (edited.get(level)!.length - 1)]! ^= 1;
      expect(hex(rootOfEdge(hasher, { size: 300, tiles: edited }))).not.toBe(hex(grown.root));
    }
  });
});
