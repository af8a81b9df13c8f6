import { largestPowerOfTwoBelow } from "./decimal.ts";
import { HASH_BYTES, type TreeHasher } from "./hashes.ts";
import { MerkleError } from "./merkle-error.ts";

/** The `count` hashes of a tile from position `first` on, as views. Throws MerkleError "tile" when it is shorter. */
export function tileHashes(tile: Uint8Array, first: number, count: number): Uint8Array[] {
  if (tile.length < (first + count) * HASH_BYTES) throw new MerkleError("tile", "a tile holds too few hashes");
  const hashes: Uint8Array[] = [];
  for (let place = first; place < first + count; place++) {
    hashes.push(tile.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES));
  }
  return hashes;
}

/**
 * The root of a row of subtrees, left to right (RFC 6962 section 2.1): all of equal size and complete, only the last
 * one may be smaller. One hash is its own root. Throws MerkleError "proof" for an empty row.
 */
export function rootOfRow(hasher: TreeHasher, row: readonly Uint8Array[]): Uint8Array {
  const [first, second] = row;
  if (!first) throw new MerkleError("proof", "no hashes to combine");
  if (!second) return first;
  if (row.length === 2) return hasher.node(first, second);
  const split = largestPowerOfTwoBelow(row.length);
  return hasher.node(rootOfRow(hasher, row.slice(0, split)), rootOfRow(hasher, row.slice(split)));
}
