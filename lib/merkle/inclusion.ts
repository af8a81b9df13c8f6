import { equalBytes } from "./bytes.ts";
import { checkSafeCount } from "./decimal.ts";
import { HASH_BYTES, type TreeHasher } from "./hashes.ts";
import { MerkleError } from "./merkle-error.ts";

/** The claim of an inclusion proof: the leaf hash stands at `index` in the tree of `size` leaves with this root. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
  /** Hashes of the siblings, from the leaf upwards. */
  readonly proof: readonly Uint8Array[];
}

/**
 * The root that an inclusion proof leads to (RFC 9162 section 2.1.3.2). The proof must have exactly the length that
 * index and size ask for. Throws MerkleError "proof" or "index" otherwise.
 */
export function rootFromInclusion(hasher: TreeHasher, claim: Omit<InclusionClaim, "root">): Uint8Array {
  checkSafeCount(claim.index, "leaf index");
  checkSafeCount(claim.size, "tree size");
  if (claim.index >= claim.size) throw new MerkleError("index", "the leaf index is not below the tree size");
  if (claim.leafHash.length !== HASH_BYTES) throw new MerkleError("proof", "a leaf hash is not 32 bytes long");
  let fn = claim.index;
  let sn = claim.size - 1;
  let root = claim.leafHash;
  for (const sibling of claim.proof) {
    if (sn === 0) throw new MerkleError("proof", "the inclusion proof is too long");
    if (fn % 2 === 1 || fn === sn) {
      root = hasher.node(sibling, root);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      root = hasher.node(root, sibling);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  if (sn !== 0) throw new MerkleError("proof", "the inclusion proof is too short");
  return root;
}

/** Throws MerkleError "proof" or "index" unless the proof proves the claim (RFC 9162 section 2.1.3.2). */
export function checkInclusion(hasher: TreeHasher, claim: InclusionClaim): void {
  if (!equalBytes(rootFromInclusion(hasher, claim), claim.root)) {
    throw new MerkleError("proof", "the inclusion proof leads to another root");
  }
}
