import { checkSafeCount } from "./decimal.ts";
import { MerkleError } from "./merkle-error.ts";

/** Hashes in a full tile (tlog-tiles, "Merkle Tree"; the tile height is always 8). */
export const TILE_WIDTH = 256;

/** Highest tile level of a tree below 2^53 leaves. */
export const MAX_LEVEL = 6;

/** One tile at one state: its level, its index within the level, and how many hashes it holds, 1 to 256. */
export interface TileCoordinate {
  readonly level: number;
  readonly n: number;
  readonly width: number;
}

/** Complete subtrees of 256^level leaves in a tree: the hashes that all tiles of the level hold together. */
export function hashesAtLevel(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/**
 * Hashes in tile n of a level for a tree of the given size: 256 (full), 1 to 255 (the partial tile), or 0 (no such
 * tile). Throws MerkleError "index" for a size or n that is not a safe count.
 */
export function tileWidth(size: number, level: number, n: number): number {
  checkSafeCount(size, "tree size");
  checkSafeCount(n, "tile index");
  if (level > MAX_LEVEL) return 0;
  const width = hashesAtLevel(size, level) - n * TILE_WIDTH;
  return Math.min(TILE_WIDTH, Math.max(0, width));
}

/** The partial tiles of a tree, lowest level first: at most one a level, none where its width would be 0. */
export function rightEdgeTiles(size: number): TileCoordinate[] {
  checkSafeCount(size, "tree size");
  const tiles: TileCoordinate[] = [];
  for (let level = 0; hashesAtLevel(size, level) > 0; level++) {
    const hashes = hashesAtLevel(size, level);
    const width = hashes % TILE_WIDTH;
    if (width > 0) tiles.push({ level, n: Math.floor(hashes / TILE_WIDTH), width });
  }
  return tiles;
}

/**
 * The tiles that differ between two sizes of one tree, with their widths at the newer size, lowest level first and by
 * index within a level: what an append writes and a publisher copies. The tiles of level 0 are also the entry bundles
 * that differ. Throws MerkleError "index" when the sizes are not in order.
 */
export function touchedTiles(oldSize: number, newSize: number): TileCoordinate[] {
  checkSafeCount(oldSize, "old size");
  checkSafeCount(newSize, "new size");
  if (oldSize > newSize) throw new MerkleError("index", "the old size is larger than the new size");
  const tiles: TileCoordinate[] = [];
  for (let level = 0; hashesAtLevel(newSize, level) > hashesAtLevel(oldSize, level); level++) {
    const first = Math.floor(hashesAtLevel(oldSize, level) / TILE_WIDTH);
    const end = Math.ceil(hashesAtLevel(newSize, level) / TILE_WIDTH);
    for (let n = first; n < end; n++) tiles.push({ level, n, width: tileWidth(newSize, level, n) });
  }
  return tiles;
}
