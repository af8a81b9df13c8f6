import { authenticationTiles, checkTiles } from "./authenticate-tiles.ts";
import type { TreeHasher } from "./hashes.ts";
import type { TileCoordinate } from "./tile-coordinates.ts";
import {
  consistencyProof,
  consistencyTiles,
  fetchTiles,
  inclusionProof,
  inclusionTiles,
  rootTiles,
  treeRoot,
  type TileFetcher,
  type TileSource,
} from "./tree-reader.ts";

/** A tree to read: its size, where its tiles come from and, when the tiles are not trusted, the root they must give. */
export interface TreeToRead {
  readonly size: number;
  readonly fetchTile: TileFetcher;
  /** When given, every fetched tile is checked against it, and reading throws MerkleError "tile" for a false one. */
  readonly root?: Uint8Array;
}

/** The root of the tree, computed from its partial tiles: one fetch a level at most. */
export async function readRoot(hasher: TreeHasher, tree: TreeToRead): Promise<Uint8Array> {
  const tiles = await readTiles(hasher, tree, rootTiles(tree.size));
  return treeRoot(hasher, tree.size, tiles);
}

/** The inclusion proof of a leaf; at 2^32 leaves at most 8 fetches. Throws MerkleError "index" unless index < size. */
export async function readInclusionProof(hasher: TreeHasher, index: number, tree: TreeToRead): Promise<Uint8Array[]> {
  const tiles = await readTiles(hasher, tree, inclusionTiles(index, tree.size));
  return inclusionProof(hasher, index, tree.size, tiles);
}

/** The consistency proof from an older size of the tree. Throws MerkleError "index" unless oldSize <= size. */
export async function readConsistencyProof(
  hasher: TreeHasher,
  oldSize: number,
  tree: TreeToRead,
): Promise<Uint8Array[]> {
  const tiles = await readTiles(hasher, tree, consistencyTiles(oldSize, tree.size));
  return consistencyProof(hasher, oldSize, tree.size, tiles);
}

async function readTiles(hasher: TreeHasher, tree: TreeToRead, wanted: readonly TileCoordinate[]): Promise<TileSource> {
  const { size, root, fetchTile } = tree;
  if (!root) return fetchTiles(wanted, fetchTile);
  const all = authenticationTiles(wanted, size);
  const tiles = await fetchTiles(all, fetchTile);
  checkTiles(hasher, { size, root }, all, tiles);
  return tiles;
}
