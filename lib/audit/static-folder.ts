import { equalBytes } from "../merkle/bytes.ts";
import { openCheckpoint, type Checkpoint } from "../merkle/checkpoint.ts";
import { encodeEntryBundle } from "../merkle/entry-bundle.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { tileHashes } from "../merkle/subtree.ts";
import { TILE_WIDTH, touchedTiles, type TileCoordinate } from "../merkle/tile-coordinates.ts";
import { formatTilePath } from "../merkle/tile-path.ts";
import { parseVerifierKey } from "../merkle/verifier-key.ts";
import { nodeCrypto } from "./crypto-node.ts";
import type { FileStore } from "./file-store.ts";
import { LogDisagreement } from "./freeze.ts";
import { bytes, type Session } from "./log-session.ts";
import { cutTile, readTileRows } from "./tile-rows.ts";

const AT_ONCE = 8;
const TILES_A_READ = 64;

const hasher = treeHasher(nodeCrypto.sha256);

/** The newest checkpoint of a static folder, if it is one that this key signed; anything else there counts as nothing. */
export async function folderCheckpoint(files: FileStore, vkey: string): Promise<Checkpoint | undefined> {
  const note = await files.read("checkpoint");
  if (note === undefined) return undefined;
  try {
    return openCheckpoint(nodeCrypto, note, [parseVerifierKey(nodeCrypto.sha256, vkey)]);
  } catch (error) {
    if (error instanceof MerkleError) return undefined;
    throw error;
  }
}

/** The origin that the folder's checkpoint names, whoever signed it; undefined when there is none that can be read. */
export async function folderOrigin(files: FileStore): Promise<string | undefined> {
  const note = await files.read("checkpoint");
  return note === undefined ? undefined : Buffer.from(note).toString("utf8").split("\n")[0];
}

/** The entries of a bundle, checked against the hashes that the tree holds for them. Throws LogDisagreement. */
export async function readBundle(
  session: Session,
  logId: number,
  tile: TileCoordinate & { data: Uint8Array },
): Promise<Uint8Array> {
  const first = tile.n * TILE_WIDTH;
  const { rows } = await session.query(
    `select e.leaf from audit_leaf l join audit_entry e using (entry_id)
     where l.log_id = $1 and l.idx >= $2 and l.idx < $3 order by l.idx`,
    [logId, first, first + tile.width],
  );
  const leaves = rows.map((row) => bytes(row["leaf"]));
  const wrong = tileHashes(tile.data, 0, tile.width).findIndex((hash, place) => {
    const leaf = leaves[place];
    return leaf === undefined || !equalBytes(hasher.leaf(leaf), hash);
  });
  if (wrong >= 0) throw new LogDisagreement(`The stored entry at index ${first + wrong} is gone or was changed.`);
  return encodeEntryBundle(leaves);
}

async function writeTile(
  session: Session,
  logId: number,
  files: FileStore,
  tile: TileCoordinate & { data: Uint8Array },
): Promise<void> {
  await files.write(formatTilePath(tile), tile.data);
  if (tile.level > 0) return;
  await files.write(formatTilePath({ ...tile, level: "entries" }), await readBundle(session, logId, tile));
}

/** Partial files may go once the full one is there. */
async function removePartial(files: FileStore, { level, n }: TileCoordinate): Promise<void> {
  await files.remove(`${formatTilePath({ level, n, width: TILE_WIDTH })}.p`);
  if (level === 0) await files.remove(`${formatTilePath({ level: "entries", n, width: TILE_WIDTH })}.p`);
}

async function writeTiles(
  session: Session,
  logId: number,
  files: FileStore,
  tiles: readonly TileCoordinate[],
): Promise<void> {
  for (let start = 0; start < tiles.length; start += TILES_A_READ) {
    const some = tiles.slice(start, start + TILES_A_READ);
    const rows = await readTileRows(session, logId, some);
    const cut = some.map((tile) => ({ ...tile, data: cutTile(rows.get(`${tile.level}/${tile.n}`), tile) }));
    for (let at = 0; at < cut.length; at += AT_ONCE) {
      await Promise.all(cut.slice(at, at + AT_ONCE).map((tile) => writeTile(session, logId, files, tile)));
    }
  }
}

/**
 * Brings a static folder from one checkpoint to the next: full tiles and bundles, the partial ones that the checkpoint
 * needs, and the checkpoint last, each atomically; then partial files that became full are removed. Done twice it writes
 * the same. Throws LogDisagreement when an entry's bytes are not those in the tree.
 */
export async function publishFolder(
  session: Session,
  files: FileStore,
  log: { logId: number; from: number; size: number },
  note: Uint8Array,
): Promise<void> {
  const tiles = touchedTiles(log.from, log.size);
  const full = tiles.filter((tile) => tile.width === TILE_WIDTH);
  await writeTiles(session, log.logId, files, full);
  await writeTiles(
    session,
    log.logId,
    files,
    tiles.filter((tile) => tile.width < TILE_WIDTH),
  );
  await files.write("checkpoint", note);
  for (const tile of full) await removePartial(files, tile);
}
