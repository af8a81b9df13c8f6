import { checkSafeCount, largestPowerOfTwoBelow } from "./decimal.ts";
import type { TreeHasher } from "./hashes.ts";
import { MerkleError } from "./merkle-error.ts";
import { consistencyRanges, inclusionRanges, type LeafRange } from "./proof-ranges.ts";
import { rootOfRow, tileHashes } from "./subtree.ts";
import { rightEdgeTiles, TILE_WIDTH, tileWidth, type TileCoordinate } from "./tile-coordinates.ts";

/** Gives the first `width` hashes of a tile (32 bytes each; more may follow), from memory. */
export type TileSource = (level: number, n: number, width: number) => Uint8Array;

/** Fetches the first `width` hashes of a tile (32 bytes each; more may follow, as in the full tile). */
export type TileFetcher = (level: number, n: number, width: number) => Promise<Uint8Array>;

/** The tiles that the root of a size is computed from: its partial tiles. */
export function rootTiles(size: number): TileCoordinate[] {
  return rightEdgeTiles(size);
}

/**
 * The tiles, each once, that an inclusion proof is computed from: at most those on the path of the leaf and the partial
 * ones (about one of each for every 8 levels of the tree). Throws MerkleError "index" unless index < size.
 */
export function inclusionTiles(index: number, size: number): TileCoordinate[] {
  return tilesOfRanges(inclusionRanges(index, size), size);
}

/** The tiles, each once, that a consistency proof is computed from. Throws MerkleError "index" unless old <= new. */
export function consistencyTiles(oldSize: number, newSize: number): TileCoordinate[] {
  return tilesOfRanges(consistencyRanges(oldSize, newSize), newSize);
}

/** The root of the tree at a size, from its tiles (RFC 6962 section 2.1). */
export function treeRoot(hasher: TreeHasher, size: number, tiles: TileSource): Uint8Array {
  checkSafeCount(size, "tree size");
  return size === 0 ? hasher.empty() : rangeHash(hasher, { begin: 0, end: size }, size, tiles);
}

/** The leaf hash at an index, from its tile. Throws MerkleError "index" unless index < size. */
export function leafHashAt(index: number, size: number, tiles: TileSource): Uint8Array {
  checkSafeCount(index, "leaf index");
  if (index >= size) throw new MerkleError("index", "the leaf index is not below the tree size");
  const n = Math.floor(index / TILE_WIDTH);
  return firstHash(tileHashes(tiles(0, n, tileWidth(size, 0, n)), index % TILE_WIDTH, 1)).slice();
}

/** The inclusion proof of a leaf at a size, from the leaf upwards (RFC 6962 section 2.1.1). */
export function inclusionProof(hasher: TreeHasher, index: number, size: number, tiles: TileSource): Uint8Array[] {
  return inclusionRanges(index, size).map((range) => rangeHash(hasher, range, size, tiles));
}

/** The consistency proof between two sizes, from the tiles of the newer one (RFC 6962 section 2.1.2). */
export function consistencyProof(
  hasher: TreeHasher,
  oldSize: number,
  newSize: number,
  tiles: TileSource,
): Uint8Array[] {
  return consistencyRanges(oldSize, newSize).map((range) => rangeHash(hasher, range, newSize, tiles));
}

/** Fetches tiles at once, each with its width, and gives them as a source; it throws "tile" for any other tile. */
export async function fetchTiles(wanted: readonly TileCoordinate[], fetcher: TileFetcher): Promise<TileSource> {
  const fetched = new Map<string, Uint8Array>();
  await Promise.all(
    wanted.map(async ({ level, n, width }) => {
      fetched.set(`${level}/${n}`, await fetcher(level, n, width));
    }),
  );
  return (level, n) => {
    const data = fetched.get(`${level}/${n}`);
    if (!data) throw new MerkleError("tile", `tile ${level}/${n} was not fetched`);
    return data;
  };
}

function tilesOfRanges(ranges: readonly LeafRange[], size: number): TileCoordinate[] {
  const tiles = new Map<string, TileCoordinate>();
  for (const range of ranges) {
    for (const { level, n } of nodesOfRange(range)) {
      tiles.set(`${level}/${n}`, { level, n, width: tileWidth(size, level, n) });
    }
  }
  return [...tiles.values()];
}

/** A complete subtree as a run of hashes within one tile. */
interface TileRun {
  readonly level: number;
  readonly n: number;
  readonly first: number;
  readonly count: number;
}

function nodesOfRange(range: LeafRange): TileRun[] {
  const runs: TileRun[] = [];
  let { begin } = range;
  while (begin < range.end) {
    const length = range.end - begin;
    const leaves = length === 1 ? 1 : largestPowerOfTwoBelow(length + 1);
    runs.push(runOf(begin, leaves));
    begin += leaves;
  }
  return runs;
}

function runOf(begin: number, leaves: number): TileRun {
  let level = 0;
  let unit = 1;
  while (unit * TILE_WIDTH <= leaves) {
    unit *= TILE_WIDTH;
    level += 1;
  }
  const place = begin / unit;
  return { level, n: Math.floor(place / TILE_WIDTH), first: place % TILE_WIDTH, count: leaves / unit };
}

function rangeHash(hasher: TreeHasher, range: LeafRange, size: number, tiles: TileSource): Uint8Array {
  let hash: Uint8Array | undefined;
  for (const { level, n, first, count } of nodesOfRange(range).reverse()) {
    const tile = tiles(level, n, tileWidth(size, level, n));
    const node = rootOfRow(hasher, tileHashes(tile, first, count));
    hash = hash ? hasher.node(node, hash) : node;
  }
  if (!hash) throw new MerkleError("proof", "no leaves in a range");
  return hash.slice();
}

function firstHash(hashes: readonly Uint8Array[]): Uint8Array {
  const [hash] = hashes;
  if (!hash) throw new MerkleError("tile", "a tile holds too few hashes");
  return hash;
}
