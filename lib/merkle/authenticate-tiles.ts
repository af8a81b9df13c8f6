import { equalBytes } from "./bytes.ts";
import type { TreeHasher } from "./hashes.ts";
import { MerkleError } from "./merkle-error.ts";
import { rootOfRow, tileHashes } from "./subtree.ts";
import { hashesAtLevel, rightEdgeTiles, TILE_WIDTH, tileWidth, type TileCoordinate } from "./tile-coordinates.ts";
import { treeRoot, type TileSource } from "./tree-reader.ts";

/**
 * The tiles that are needed to check the given ones against a root: themselves, the full tiles above each of them, and
 * the partial tiles of the size; each once, highest level first.
 */
export function authenticationTiles(wanted: readonly TileCoordinate[], size: number): TileCoordinate[] {
  const tiles = new Map<string, TileCoordinate>();
  const add = (level: number, n: number): void => {
    const width = tileWidth(size, level, n);
    if (width > 0) tiles.set(`${level}/${n}`, { level, n, width });
  };
  for (const { level, n } of rightEdgeTiles(size)) add(level, n);
  for (const tile of wanted) {
    let { level, n } = tile;
    while (tileWidth(size, level, n) === TILE_WIDTH && !tiles.has(`${level}/${n}`)) {
      add(level, n);
      level += 1;
      n = Math.floor(n / TILE_WIDTH);
    }
  }
  return [...tiles.values()].sort((left, right) => right.level - left.level || left.n - right.n);
}

/**
 * Checks that every one of the given tiles, as listed by authenticationTiles, belongs to the tree of this size and
 * root: the partial tiles give the root, each full tile gives the hash that its parent tile holds (tlog-tiles, "Merkle
 * Tree"). Afterwards each hash in them is as certain as the root. Throws MerkleError "tile" for the first that does not
 * fit, naming it.
 */
export function checkTiles(
  hasher: TreeHasher,
  tree: { readonly size: number; readonly root: Uint8Array },
  tiles: readonly TileCoordinate[],
  source: TileSource,
): void {
  if (!equalBytes(treeRoot(hasher, tree.size, source), tree.root)) {
    throw new MerkleError("tile", "the partial tiles do not give the root");
  }
  for (const { level, n } of tiles) {
    if (tileWidth(tree.size, level, n) < TILE_WIDTH) continue;
    const hash = rootOfRow(hasher, tileHashes(source(level, n, TILE_WIDTH), 0, TILE_WIDTH));
    if (!equalBytes(hash, parentHash(tree.size, level, n, source))) {
      throw new MerkleError("tile", `tile ${level}/${n} does not fit the tile above it`);
    }
  }
}

function parentHash(size: number, level: number, n: number, source: TileSource): Uint8Array {
  if (n >= hashesAtLevel(size, level + 1)) throw new MerkleError("tile", `tile ${level}/${n} has no tile above it`);
  const parent = Math.floor(n / TILE_WIDTH);
  const tile = source(level + 1, parent, tileWidth(size, level + 1, parent));
  const [hash] = tileHashes(tile, n % TILE_WIDTH, 1);
  return hash ?? new Uint8Array(0);
}
