import { appendLeaves, EMPTY_EDGE } from "../merkle/append-leaves.ts";
import { equalBytes } from "../merkle/bytes.ts";
import { openCheckpoint, type OpenedCheckpoint } from "../merkle/checkpoint.ts";
import { decodeEntryBundle } from "../merkle/entry-bundle.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { TILE_WIDTH, tileWidth } from "../merkle/tile-coordinates.ts";
import { formatTilePath } from "../merkle/tile-path.ts";
import { parseVerifierKey } from "../merkle/verifier-key.ts";
import { nodeCrypto } from "./crypto-node.ts";
import type { FileStore } from "./file-store.ts";

const hasher = treeHasher(nodeCrypto.sha256);

/** The entries of bundle n of a static folder at a size. Throws when the file is absent; MerkleError for a broken one. */
export async function folderEntries(files: FileStore, n: number, size: number): Promise<Uint8Array[]> {
  const width = tileWidth(size, 0, n);
  const path = formatTilePath({ level: "entries", n, width });
  const bundle = await files.read(path);
  if (bundle === undefined) throw new Error(`${path} is missing`);
  return decodeEntryBundle(bundle, width);
}

/**
 * Recomputes a static folder from its bundles: every entry, every tile of the size, and the root of its checkpoint, which
 * must be signed by the key. Gives the checkpoint; `onLeaves` sees each bundle's entries in order. Throws with the first
 * thing that is wrong.
 */
export async function verifyFolder(
  files: FileStore,
  vkey: string,
  onLeaves: (first: number, leaves: readonly Uint8Array[], hashes: readonly Uint8Array[]) => Promise<void> = async () =>
    undefined,
): Promise<OpenedCheckpoint> {
  const note = await files.read("checkpoint");
  if (note === undefined) throw new Error("the folder has no checkpoint");
  const checkpoint = openCheckpoint(nodeCrypto, note, [parseVerifierKey(nodeCrypto.sha256, vkey)]);
  let edge = EMPTY_EDGE;
  let root = hasher.empty();
  while (edge.size < checkpoint.size) {
    const first = edge.size;
    const leaves = await folderEntries(files, first / TILE_WIDTH, checkpoint.size);
    const hashes = leaves.map((leaf) => hasher.leaf(leaf));
    const grown = appendLeaves(hasher, edge, hashes);
    for (const { level, n, data } of grown.tiles) await checkTileFile(files, { level, n, data }, checkpoint.size);
    await onLeaves(first, leaves, hashes);
    ({ edge, root } = grown);
  }
  if (!equalBytes(root, checkpoint.root)) throw new Error("the entries give another root than the checkpoint");
  return checkpoint;
}

/** A tile is compared when it has the width that the size gives it; on the way there it is shorter. */
async function checkTileFile(
  files: FileStore,
  tile: { level: number; n: number; data: Uint8Array },
  size: number,
): Promise<void> {
  const width = tileWidth(size, tile.level, tile.n);
  if (tile.data.length !== width * 32) return;
  const path = formatTilePath({ level: tile.level, n: tile.n, width });
  const stored = await files.read(path);
  if (stored === undefined || !equalBytes(stored, tile.data)) throw new Error(`${path} is missing or was changed`);
}
