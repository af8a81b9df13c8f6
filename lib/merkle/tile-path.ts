import { checkSafeCount, parseDecimal } from "./decimal.ts";
import { MerkleError } from "./merkle-error.ts";
import { TILE_WIDTH } from "./tile-coordinates.ts";

/** What a path names: hashes of one level, or an entry bundle; width 256 is the full one, without a suffix. */
export interface TilePath {
  readonly level: number | "entries";
  readonly n: number;
  readonly width: number;
}

const PATH = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/;

/**
 * The path of a tile or entry bundle below the log's prefix, without a leading slash (tlog-tiles, "APIs"):
 * `tile/0/x001/x234/067` or `tile/entries/000.p/7`. Throws MerkleError "tile" or "index" for what has no path: a level
 * above 63, a width outside 1 .. 256, an index that is not a safe count.
 */
export function formatTilePath(tile: TilePath): string {
  const { level, n, width } = tile;
  checkSafeCount(n, "tile index");
  if (level !== "entries" && !(Number.isInteger(level) && level >= 0 && level <= 63)) {
    throw new MerkleError("tile", "a tile level is 0 to 63");
  }
  if (!(Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH)) {
    throw new MerkleError("tile", "a tile width is 1 to 256");
  }
  const digits = String(n);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/[0-9]{3}/g) ?? [];
  const index = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join("/");
  return `tile/${level}/${index}${width === TILE_WIDTH ? "" : `.p/${width}`}`;
}

/**
 * Reads such a path in its one canonical spelling. Throws MerkleError "tile" for every other text: leading zeros,
 * superfluous groups, a level above 63, `.p/0`, `.p/256`, an index above 2^53 - 1.
 */
export function parseTilePath(path: string): TilePath {
  const match = PATH.exec(path);
  if (!match) throw new MerkleError("tile", "not a tile path");
  const [, level = "", index = "", width] = match;
  const digits = index.replaceAll(/[x/]/g, "").replace(/^0+(?=[0-9])/, "");
  const tile: TilePath = {
    level: level === "entries" ? level : parseDecimal(level, "tile"),
    n: parseDecimal(digits, "tile"),
    width: width === undefined ? TILE_WIDTH : parseDecimal(width, "tile"),
  };
  if (formatTilePath(tile) !== path) throw new MerkleError("tile", "a tile path that is not canonical");
  return tile;
}
