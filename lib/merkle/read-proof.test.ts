import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendLeaves, EMPTY_EDGE } from "./append-leaves.ts";
import { checkConsistency } from "./consistency.ts";
import { checkInclusion } from "./inclusion.ts";
import { MerkleError } from "./merkle-error.ts";
import { readConsistencyProof, readInclusionProof, readRoot } from "./read-proof.ts";
import {
  hasher,
  hex,
  naiveConsistency,
  naiveInclusion,
  naiveRoot,
  numberedLeaves,
  SameLeafTree,
  TileStore,
} from "./testing/naive-tree.ts";
import { consistencyTiles, inclusionTiles, leafHashAt, rootTiles, treeRoot, type TileFetcher } from "./tree-reader.ts";

const COUNT = 70_000;
const leaves = numberedLeaves(COUNT);
const store = new TileStore();
store.write(appendLeaves(hasher, EMPTY_EDGE, leaves).tiles);
const fetchTile: TileFetcher = (level, n, width) => Promise.resolve(store.source(level, n, width));

describe("proofs from the tiles of a later, larger tree", () => {
  it("are those of the naive tree", async () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.constantFrom(255, 256, 257, 512, 513, 65_536, 65_537));
    const sizes = fc.tuple(size, fc.nat(), fc.nat());
    await fc.assert(
      fc.asyncProperty(sizes, async ([at, one, two]) => {
        const index = one % at;
        const oldSize = two % (at + 1);
        const tree = leaves.slice(0, at);
        const root = naiveRoot(tree);
        const toRead = { size: at, fetchTile };
        expect(hex(await readRoot(hasher, toRead))).toBe(hex(root));
        expect(hex(leafHashAt(index, at, store.source))).toBe(hex(leaves[index]!));
        const inclusion = await readInclusionProof(hasher, index, toRead);
        expect(inclusion.map(hex)).toEqual(naiveInclusion(index, tree).map(hex));
        const consistency = await readConsistencyProof(hasher, oldSize, toRead);
        expect(consistency.map(hex)).toEqual(naiveConsistency(oldSize, tree).map(hex));
        const checked = { ...toRead, root };
        expect((await readInclusionProof(hasher, index, checked)).map(hex)).toEqual(inclusion.map(hex));
        expect((await readConsistencyProof(hasher, oldSize, checked)).map(hex)).toEqual(consistency.map(hex));
      }),
      { numRuns: 30, seed: 70_000 },
    );
  });

  it("are refused for indices and sizes outside", async () => {
    for (const bad of [COUNT, -1, 0.5, Number.NaN]) {
      await expect(readInclusionProof(hasher, bad, { size: COUNT, fetchTile })).rejects.toThrow(MerkleError);
    }
    await expect(readConsistencyProof(hasher, COUNT + 1, { size: COUNT, fetchTile })).rejects.toThrow(MerkleError);
    await expect(readRoot(hasher, { size: 2 ** 53, fetchTile })).rejects.toThrow(MerkleError);
  });

  it("notice any changed bit of any tile they read when the root is given", async () => {
    const tree = { size: COUNT, root: await readRoot(hasher, { size: COUNT, fetchTile }) };
    const read: string[] = [];
    const listing: TileFetcher = (level, n, width) => {
      read.push(`${level}/${n}`);
      return fetchTile(level, n, width);
    };
    await readInclusionProof(hasher, 40_000, { ...tree, fetchTile: listing });
    expect(read.length).toBeGreaterThanOrEqual(4);
    for (const [round, victim] of read.entries()) {
      const lying: TileFetcher = async (level, n, width) => {
        const tile = (await fetchTile(level, n, width)).slice();
        if (`${level}/${n}` === victim) tile[(round * 991) % tile.length]! ^= 1;
        return tile;
      };
      await expect(readInclusionProof(hasher, 40_000, { ...tree, fetchTile: lying })).rejects.toThrow(MerkleError);
    }
  });

  it("refuse tiles that are too short, and pass on what the fetcher throws", async () => {
    const short: TileFetcher = async (level, n, width) => (await fetchTile(level, n, width)).subarray(32);
    const down: TileFetcher = () => Promise.reject(new Error("down"));
    await expect(readRoot(hasher, { size: COUNT, fetchTile: short })).rejects.toThrow(MerkleError);
    await expect(readRoot(hasher, { size: COUNT, fetchTile: down })).rejects.toThrow("down");
  });
});

describe("trees beyond 2^32 leaves", () => {
  const places: [number, number, number][] = [
    [2 ** 32, 0, 2 ** 31],
    [2 ** 32 + 1, 2 ** 32, 2 ** 32],
    [2 ** 33 + 12_345, 2 ** 32 + 77, 2 ** 32 + 1],
    [2 ** 40 - 1, 2 ** 40 - 2, 2 ** 39 + 3],
    [10 ** 12 + 7, 999_999_999_999, 5_000_000_001],
    [2 ** 53 - 1, 2 ** 53 - 2, 2 ** 52 + 1],
    [2 ** 53 - 1, 2 ** 52 - 1, 2 ** 53 - 2],
  ];

  it.each(places)("prove and verify at size %i index %i and from size %i", async (size, index, oldSize) => {
    const tree = new SameLeafTree("same");
    const same: TileFetcher = (level, n, width) => Promise.resolve(tree.source(level, n, width));
    const root = tree.root(BigInt(size));
    const toRead = { size, fetchTile: same };
    expect(hex(await readRoot(hasher, toRead))).toBe(hex(root));
    const proof = await readInclusionProof(hasher, index, { ...toRead, root });
    checkInclusion(hasher, { index, size, leafHash: tree.leafHash, root, proof });
    expect(() => checkInclusion(hasher, { index, size, leafHash: root, root, proof })).toThrow(MerkleError);
    expect(() => checkInclusion(hasher, { index, size, leafHash: tree.leafHash, root, proof: proof.slice(1) })).toThrow(
      MerkleError,
    );
    const consistency = await readConsistencyProof(hasher, oldSize, { ...toRead, root });
    const claim = { oldSize, newSize: size, oldRoot: tree.root(BigInt(oldSize)), newRoot: root, proof: consistency };
    checkConsistency(hasher, claim);
    expect(() => checkConsistency(hasher, { ...claim, oldRoot: root })).toThrow(MerkleError);
  });

  it("need at most 8 tiles up to 2^32 leaves, and each only once", () => {
    const size = fc.integer({ min: 1, max: 2 ** 32 });
    fc.assert(
      fc.property(size, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (at, share) => {
        const index = Math.floor(share * at);
        for (const tiles of [inclusionTiles(index, at), consistencyTiles(index, at), rootTiles(at)]) {
          const names = tiles.map(({ level, n }) => `${level}/${n}`);
          expect(new Set(names).size).toBe(names.length);
          expect(names.length).toBeLessThanOrEqual(8);
          for (const tile of tiles) expect(tile.width).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200, seed: 32 },
    );
  });

  it("read nothing but the listed tiles", () => {
    const tree = new SameLeafTree("same");
    treeRoot(hasher, 10 ** 9, tree.source);
    expect([...tree.reads].sort()).toEqual(
      rootTiles(10 ** 9)
        .map(({ level, n }) => `${level}/${n}`)
        .sort(),
    );
  });
});
