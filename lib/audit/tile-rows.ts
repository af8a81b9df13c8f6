import { loadEdge, type RightEdge, type TileData } from "../merkle/append-leaves.ts";
import { HASH_BYTES } from "../merkle/hashes.ts";
import { MerkleError } from "../merkle/merkle-error.ts";
import { rightEdgeTiles, type TileCoordinate } from "../merkle/tile-coordinates.ts";
import type { TileFetcher } from "../merkle/tree-reader.ts";
import { bytes, count, type Session } from "./log-session.ts";

/** Reads stored tiles, as long as they are by now; absent ones are absent from the result. Key: "level/n". */
export async function readTileRows(
  session: Session,
  logId: number,
  wanted: readonly Pick<TileCoordinate, "level" | "n">[],
): Promise<Map<string, Uint8Array>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await session.query(
    `select t.level, t.n::text as n, t.data from unnest($2::int[], $3::bigint[]) as w(level, n)
     join audit_tile t on t.log_id = $1 and t.level = w.level and t.n = w.n`,
    [logId, wanted.map((tile) => tile.level), wanted.map((tile) => tile.n)],
  );
  return new Map(rows.map((row) => [`${count(row["level"])}/${count(row["n"])}`, bytes(row["data"])]));
}

/** The first `width` hashes of a stored tile. Throws MerkleError "tile" when it is absent or shorter. */
export function cutTile(stored: Uint8Array | undefined, { level, n, width }: TileCoordinate): Uint8Array {
  if (stored === undefined || stored.length < width * HASH_BYTES) {
    throw new MerkleError("tile", `tile ${level}/${n} is missing or holds fewer than ${width} hashes`);
  }
  return stored.subarray(0, width * HASH_BYTES);
}

/** Fetches one tile a call, for proofs. Throws MerkleError "tile" for what is not stored. */
export function tileFetcher(session: Session, logId: number): TileFetcher {
  return async (level, n, width) => {
    const found = await readTileRows(session, logId, [{ level, n }]);
    return cutTile(found.get(`${level}/${n}`), { level, n, width });
  };
}

/** The right edge of the stored tree at a size. Throws MerkleError "tile". */
export async function readEdge(session: Session, logId: number, size: number): Promise<RightEdge> {
  const found = await readTileRows(session, logId, rightEdgeTiles(size));
  return loadEdge(size, (level, n) => found.get(`${level}/${n}`));
}

/** Writes new and grown tiles in one statement; the database refuses one that does not begin as before. */
export async function writeTileRows(session: Session, logId: number, tiles: readonly TileData[]): Promise<void> {
  const { rowCount } = await session.query(
    `insert into audit_tile (log_id, level, n, data)
     select $1::int, t.level, t.n, t.data from unnest($2::int[], $3::bigint[], $4::bytea[]) as t(level, n, data)
     on conflict (log_id, level, n) do update set data = excluded.data`,
    [logId, tiles.map((tile) => tile.level), tiles.map((tile) => tile.n), tiles.map(({ data }) => asBuffer(data))],
  );
  if (rowCount !== tiles.length) throw new Error(`${String(rowCount)} tiles were written, not ${tiles.length}`);
}

/** The bytes as a Buffer on the same memory, as `pg` wants them. */
export function asBuffer(data: Uint8Array): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.length);
}
