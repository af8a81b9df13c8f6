import { checkSafeCount, largestPowerOfTwoBelow } from "./decimal.ts";
import { MerkleError } from "./merkle-error.ts";

/** A run of leaves, `begin` included and `end` not, whose Merkle tree hash is one element of a proof. */
export interface LeafRange {
  readonly begin: number;
  readonly end: number;
}

/**
 * The ranges whose hashes make up the inclusion proof of a leaf, from the leaf upwards (RFC 6962 section 2.1.1).
 * Throws MerkleError "index" unless 0 <= index < size < 2^53.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  checkSafeCount(index, "leaf index");
  checkSafeCount(size, "tree size");
  if (index >= size) throw new MerkleError("index", "the leaf index is not below the tree size");
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + largestPowerOfTwoBelow(end - begin);
    if (index < middle) {
      ranges.push({ begin: middle, end });
      end = middle;
    } else {
      ranges.push({ begin, end: middle });
      begin = middle;
    }
  }
  return ranges.reverse();
}

/**
 * The ranges whose hashes make up the consistency proof between two sizes (RFC 6962 section 2.1.2); none when the old
 * size is 0 or both are equal. Throws MerkleError "index" unless 0 <= oldSize <= newSize < 2^53.
 */
export function consistencyRanges(oldSize: number, newSize: number): LeafRange[] {
  checkSafeCount(oldSize, "old size");
  checkSafeCount(newSize, "new size");
  if (oldSize > newSize) throw new MerkleError("index", "the old size is larger than the new size");
  if (oldSize === 0) return [];
  const ranges: LeafRange[] = [];
  let begin = 0;
  let end = newSize;
  while (oldSize < end) {
    const middle = begin + largestPowerOfTwoBelow(end - begin);
    if (oldSize <= middle) {
      ranges.push({ begin: middle, end });
      end = middle;
    } else {
      ranges.push({ begin, end: middle });
      begin = middle;
    }
  }
  if (begin > 0) ranges.push({ begin, end });
  return ranges.reverse();
}
