import { decodeVector, encodeVector, mergeVector } from "./integer-vector.ts";

const ROWS = 4;
const WIDTH = 2048;

/**
 * How often each of many keys came, from above: 4 rows of 2,048 counters by eight bytes of the key's (keyed) hash
 * (Cormode and Muthukrishnan 2005). An estimate is never too small, and too large by more than n/754 with a chance of
 * e^−4.
 */
export type CountMin = Float64Array;

export function emptyCountMin(): CountMin {
  return new Float64Array(ROWS * WIDTH);
}

/** The counter of a key in a row: eleven bits of the hash, from another place for each row. */
function counter(hash: Uint8Array, row: number): number {
  const bits = ((hash[2 * row] ?? 0) << 8) | (hash[2 * row + 1] ?? 0);
  return row * WIDTH + (bits & (WIDTH - 1));
}

/** Counts a key. Changes the counters. */
export function addKey(counters: CountMin, hash: Uint8Array, times = 1): void {
  for (let row = 0; row < ROWS; row += 1) {
    const at = counter(hash, row);
    counters[at] = (counters[at] ?? 0) + times;
  }
}

/** At least how often a key came. */
export function countOfKey(counters: CountMin, hash: Uint8Array): number {
  let least = Infinity;
  for (let row = 0; row < ROWS; row += 1) least = Math.min(least, counters[counter(hash, row)] ?? 0);
  return least;
}

/** Adds other counters. Changes the first. */
export function mergeCountMin(into: CountMin, from: CountMin): void {
  mergeVector(into, from);
}

export function encodeCountMin(counters: CountMin): Uint8Array {
  return encodeVector(counters);
}

/** The counters of their bytes, undefined for bytes that are none. */
export function decodeCountMin(bytes: Uint8Array): CountMin | undefined {
  const counters = decodeVector(bytes, ROWS * WIDTH);
  return counters?.every((count) => count >= 0) === true ? counters : undefined;
}
