import { formatTilePath, type TilePath } from "../merkle/tile-path.ts";
import { VerificationFailed } from "./finding.ts";

/** Where the files of a log come from; paths are those of tlog-tiles, below the log's prefix. */
export interface LogSource {
  /** What is verified, as a person named it. */
  readonly what: string;
  /** How many files may be asked for at once. */
  readonly ahead: number;
  /** The whole file, in memory of its own; undefined when it is not there. Throws NotReadable. */
  read(path: string, limit: number): Promise<Buffer | undefined>;
  /** A long file in pieces; undefined when it is not there. */
  stream(path: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Widths of the partial tiles that are stored beside a full one; undefined where nobody can tell. */
  partialWidths(fullPath: string): Promise<readonly number[]>;
  close(): Promise<void>;
}

/** Largest bundle: 256 entries of 65,535 bytes with their lengths. */
export const MAX_BUNDLE_BYTES = 256 * 65_537;

/** Longest checkpoint or small text that is read. */
export const MAX_TEXT_BYTES = 1_000_000;

/** Throws VerificationFailed when the file is not there. */
export async function readRequired(source: LogSource, path: string, limit: number): Promise<Buffer> {
  const bytes = await source.read(path, limit);
  if (bytes === undefined) throw new VerificationFailed(path, "this file is missing");
  return bytes;
}

/** A tile or bundle as it was found: `exact` is false when the full one stood in for a partial one. */
export interface FoundTile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly exact: boolean;
}

/** Reads a tile or bundle, or the full one where the partial one is gone, as tlog-tiles allows. */
export async function readTile(source: LogSource, tile: TilePath): Promise<FoundTile> {
  const path = formatTilePath(tile);
  const limit = tile.level === "entries" ? MAX_BUNDLE_BYTES : 8_192;
  const bytes = await source.read(path, limit);
  if (bytes !== undefined) return { path, bytes, exact: true };
  const fullPath = formatTilePath({ ...tile, width: 256 });
  const full = tile.width === 256 ? undefined : await source.read(fullPath, limit);
  if (full === undefined) throw new VerificationFailed(path, "this file is missing");
  return { path: fullPath, bytes: full, exact: false };
}
