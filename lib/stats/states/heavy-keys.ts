import { decodeVector, encodeVector, mergeVector } from "./integer-vector.ts";

const ROWS = 3;
const WIDTH = 128;
const BITS = 64;
const CELL = BITS + 1;

/**
 * Which keys came most often, without keeping keys: each of 3 × 128 cells has a count and, for each of the 64 bits of the
 * key's (keyed) hash, how often it was 1. A key that makes up more than half of a cell can be read off its bits (Cormode
 * and Muthukrishnan 2005, "What's hot and what's not"). Only additions, so order and split do not matter, which they do
 * for Space-Saving.
 */
export type HeavyKeys = Float64Array;

export interface HeavyKey {
  /** The eight bytes of the key's hash. */
  readonly hash: Uint8Array;
  /** Never too small; too large by what else fell into its least crowded cell. */
  readonly count: number;
}

export function emptyHeavyKeys(): HeavyKeys {
  return new Float64Array(ROWS * WIDTH * CELL);
}

function cellOfKey(hash: Uint8Array, row: number): number {
  return (row * WIDTH + ((hash[row] ?? 0) & (WIDTH - 1))) * CELL;
}

/** Counts a key by eight bytes of its hash. Changes the cells. */
export function addHeavyKey(cells: HeavyKeys, hash: Uint8Array, times = 1): void {
  for (let row = 0; row < ROWS; row += 1) {
    const cell = cellOfKey(hash, row);
    cells[cell] = (cells[cell] ?? 0) + times;
    for (let bit = 0; bit < BITS; bit += 1) {
      if ((((hash[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) === 1) {
        cells[cell + 1 + bit] = (cells[cell + 1 + bit] ?? 0) + times;
      }
    }
  }
}

function majorityKey(cells: HeavyKeys, cell: number): Uint8Array {
  const hash = new Uint8Array(BITS / 8);
  const half = (cells[cell] ?? 0) / 2;
  for (let bit = 0; bit < BITS; bit += 1) {
    if ((cells[cell + 1 + bit] ?? 0) > half) hash[bit >>> 3] = (hash[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
  return hash;
}

function estimate(cells: HeavyKeys, hash: Uint8Array): number {
  let least = Infinity;
  for (let row = 0; row < ROWS; row += 1) least = Math.min(least, cells[cellOfKey(hash, row)] ?? 0);
  return least;
}

/** The keys with at least the given share of all counts that can be read off, the most frequent first. */
export function heavyKeys(cells: HeavyKeys, share = 1 / 64): HeavyKey[] {
  let total = 0;
  for (let column = 0; column < WIDTH; column += 1) total += cells[column * CELL] ?? 0;
  const found = new Map<string, HeavyKey>();
  for (let index = 0; index < ROWS * WIDTH; index += 1) {
    const cell = index * CELL;
    if ((cells[cell] ?? 0) === 0 || (cells[cell] ?? 0) < share * total) continue;
    const hash = majorityKey(cells, cell);
    if (cellOfKey(hash, Math.floor(index / WIDTH)) !== cell) continue;
    const count = estimate(cells, hash);
    if (count > 0 && count >= share * total) found.set(hash.join(), { hash, count });
  }
  return [...found]
    .sort(([left, { count }], [right, other]) => other.count - count || (left < right ? -1 : 1))
    .map(([, key]) => key);
}

/** Adds other cells. Changes the first. */
export function mergeHeavyKeys(into: HeavyKeys, from: HeavyKeys): void {
  mergeVector(into, from);
}

export function encodeHeavyKeys(cells: HeavyKeys): Uint8Array {
  return encodeVector(cells);
}

/** The cells of their bytes, undefined for bytes that are none. */
export function decodeHeavyKeys(bytes: Uint8Array): HeavyKeys | undefined {
  const cells = decodeVector(bytes, ROWS * WIDTH * CELL);
  return cells?.every((count) => count >= 0) === true ? cells : undefined;
}
