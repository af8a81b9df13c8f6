import { checkSafeCount } from "./decimal.ts";
import { HASH_BYTES, type TreeHasher } from "./hashes.ts";
import { MerkleError } from "./merkle-error.ts";
import { rootOfRow, tileHashes } from "./subtree.ts";
import { rightEdgeTiles, TILE_WIDTH } from "./tile-coordinates.ts";

/** All that is needed to grow a tree: its size and its partial tiles by level (no entry where a level has none). */
export interface RightEdge {
  readonly size: number;
  readonly tiles: ReadonlyMap<number, Uint8Array>;
}

/** A tile as it is stored: `data` holds its hashes so far, 32 bytes each, 256 at most. */
export interface TileData {
  readonly level: number;
  readonly n: number;
  readonly data: Uint8Array;
}

/** What an append changes: the new size and root, the whole content of every touched tile, and the next right edge. */
export interface AppendResult {
  readonly size: number;
  readonly root: Uint8Array;
  readonly tiles: readonly TileData[];
  readonly edge: RightEdge;
}

/** The right edge of a tree without leaves. */
export const EMPTY_EDGE: RightEdge = { size: 0, tiles: new Map() };

/**
 * Makes a right edge from stored tiles: for each partial tile of the size the source gives its bytes (longer content
 * is cut to the width at this size). Throws MerkleError "tile" when one is missing or too short. Compare
 * rootOfEdge with the stored root before appending to it.
 */
export function loadEdge(size: number, source: (level: number, n: number) => Uint8Array | undefined): RightEdge {
  const tiles = new Map<number, Uint8Array>();
  for (const { level, n, width } of rightEdgeTiles(size)) {
    const data = source(level, n);
    if (!data || data.length < width * HASH_BYTES) {
      throw new MerkleError("tile", `tile ${level}/${n} is missing or holds fewer than ${width} hashes`);
    }
    tiles.set(level, data.slice(0, width * HASH_BYTES));
  }
  return { size, tiles };
}

/** The root of the tree that a right edge belongs to (RFC 6962 section 2.1), from its partial tiles alone. */
export function rootOfEdge(hasher: TreeHasher, edge: RightEdge): Uint8Array {
  let ragged: Uint8Array | undefined;
  for (const { level, width } of rightEdgeTiles(edge.size)) {
    const row = tileHashes(edge.tiles.get(level) ?? new Uint8Array(0), 0, width);
    ragged = rootOfRow(hasher, ragged ? [...row, ragged] : row);
  }
  return ragged ?? hasher.empty();
}

/**
 * Appends leaf hashes, in order, to the tree of a right edge. Full tiles are hashed into the level above; nothing
 * below the edge is read. Pure: the given edge stays valid for its size. Throws MerkleError "index" beyond 2^53 - 1
 * leaves, "tile" for an edge that does not fit its size, "proof" for a leaf hash that is not 32 bytes.
 */
export function appendLeaves(hasher: TreeHasher, edge: RightEdge, leafHashes: readonly Uint8Array[]): AppendResult {
  const size = edge.size + leafHashes.length;
  checkSafeCount(size, "tree size");
  const partial = new Map(rightEdgeTiles(edge.size).map((tile) => [tile.level, tile]));
  const next = new Map(edge.tiles);
  const tiles: TileData[] = [];
  let added = leafHashes;
  for (let level = 0; added.length > 0; level++) {
    const before = Math.floor(edge.size / TILE_WIDTH ** level);
    const start = partial.has(level) ? edge.tiles.get(level) : new Uint8Array(0);
    if (start?.length !== (before % TILE_WIDTH) * HASH_BYTES) {
      throw new MerkleError("tile", `the right edge has no fitting tile of level ${level}`);
    }
    const written = fillTiles(hasher, { level, n: Math.floor(before / TILE_WIDTH), data: start }, added);
    tiles.push(...written.tiles);
    if (written.rest.length > 0) next.set(level, written.rest);
    else next.delete(level);
    added = written.full;
  }
  const grown: RightEdge = { size, tiles: next };
  return { size, root: rootOfEdge(hasher, grown), tiles, edge: grown };
}

interface FilledTiles {
  readonly tiles: TileData[];
  readonly full: Uint8Array[];
  readonly rest: Uint8Array;
}

function fillTiles(hasher: TreeHasher, first: TileData, added: readonly Uint8Array[]): FilledTiles {
  const tiles: TileData[] = [];
  const full: Uint8Array[] = [];
  let { n, data } = first;
  let taken = 0;
  while (taken < added.length) {
    const free = TILE_WIDTH - data.length / HASH_BYTES;
    const part = added.slice(taken, taken + free);
    data = extendTile(data, part);
    tiles.push({ level: first.level, n, data });
    taken += part.length;
    if (data.length < TILE_WIDTH * HASH_BYTES) return { tiles, full, rest: data };
    full.push(rootOfRow(hasher, tileHashes(data, 0, TILE_WIDTH)));
    data = new Uint8Array(0);
    n += 1;
  }
  return { tiles, full, rest: data };
}

function extendTile(tile: Uint8Array, hashes: readonly Uint8Array[]): Uint8Array {
  const data = new Uint8Array(tile.length + hashes.length * HASH_BYTES);
  data.set(tile);
  let offset = tile.length;
  for (const hash of hashes) {
    if (hash.length !== HASH_BYTES) throw new MerkleError("proof", "a hash is not 32 bytes long");
    data.set(hash, offset);
    offset += HASH_BYTES;
  }
  return data;
}
