import { equalBytes } from "./bytes.ts";
import { checkSafeCount } from "./decimal.ts";
import { HASH_BYTES, type TreeHasher } from "./hashes.ts";
import { MerkleError } from "./merkle-error.ts";

/** The claim of a consistency proof: the tree of `newSize` leaves begins with the `oldSize` leaves of the old tree. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Throws MerkleError "proof" or "index" unless the proof proves the claim (RFC 9162 section 2.1.4.2). Equal sizes need
 * equal roots and an empty proof; old size 0 needs an empty proof and says nothing about the new tree, except that the
 * old root must be that of the empty tree.
 */
export function checkConsistency(hasher: TreeHasher, claim: ConsistencyClaim): void {
  const { oldSize, newSize, oldRoot, newRoot, proof } = claim;
  checkSafeCount(oldSize, "old size");
  checkSafeCount(newSize, "new size");
  if (oldSize > newSize) throw new MerkleError("index", "the old size is larger than the new size");
  if (oldRoot.length !== HASH_BYTES || newRoot.length !== HASH_BYTES) {
    throw new MerkleError("proof", "a root is not 32 bytes long");
  }
  if (oldSize === 0 && !equalBytes(oldRoot, hasher.empty())) {
    throw new MerkleError("proof", "the root of the empty tree is another one");
  }
  if (oldSize === newSize && !equalBytes(oldRoot, newRoot)) {
    throw new MerkleError("proof", "two roots of the same size");
  }
  if (oldSize === 0 || oldSize === newSize) {
    if (proof.length > 0) throw new MerkleError("proof", "the consistency proof is too long");
    return;
  }
  const { fr, sr } = rootsFromConsistency(hasher, claim);
  if (!equalBytes(fr, oldRoot)) throw new MerkleError("proof", "the consistency proof leads to another old root");
  if (!equalBytes(sr, newRoot)) throw new MerkleError("proof", "the consistency proof leads to another new root");
}

function rootsFromConsistency(hasher: TreeHasher, claim: ConsistencyClaim): { fr: Uint8Array; sr: Uint8Array } {
  let fn = claim.oldSize - 1;
  let sn = claim.newSize - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  const path = fn === 0 ? [claim.oldRoot, ...claim.proof] : claim.proof;
  const [first, ...rest] = path;
  if (!first) throw new MerkleError("proof", "the consistency proof is too short");
  let fr = first;
  let sr = first;
  for (const hash of rest) {
    if (sn === 0) throw new MerkleError("proof", "the consistency proof is too long");
    if (fn % 2 === 1 || fn === sn) {
      fr = hasher.node(hash, fr);
      sr = hasher.node(hash, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = hasher.node(sr, hash);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  if (sn !== 0) throw new MerkleError("proof", "the consistency proof is too short");
  return { fr, sr };
}
