import { MerkleError } from "./merkle-error.ts";

/** SHA-256 of the bytes, 32 bytes, computed at once. It must not keep the array it is given: callers reuse it. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** Length of every hash in this folder, in bytes. */
export const HASH_BYTES = 32;

/** The three hash functions of a log's tree (RFC 6962 section 2.1, RFC 9162 section 2.1.1). */
export interface TreeHasher {
  readonly sha256: Sha256;
  /** Root of the tree without leaves: SHA-256 of nothing. */
  readonly empty: () => Uint8Array;
  /** Hash of an entry: SHA-256(0x00 || entry). */
  readonly leaf: (entry: Uint8Array) => Uint8Array;
  /** Hash of a node: SHA-256(0x01 || left || right); both sides are 32 bytes. */
  readonly node: (left: Uint8Array, right: Uint8Array) => Uint8Array;
}

/**
 * Makes the hash functions of RFC 6962 section 2.1 from an injected SHA-256. `node` throws MerkleError "proof" when a
 * side is not 32 bytes long, so that a proof element of another length can never be taken for a hash.
 */
export function treeHasher(sha256: Sha256): TreeHasher {
  const pair = new Uint8Array(1 + 2 * HASH_BYTES);
  pair[0] = 1;
  return {
    sha256,
    empty: () => sha256(new Uint8Array(0)),
    leaf: (entry) => {
      const prefixed = new Uint8Array(entry.length + 1);
      prefixed.set(entry, 1);
      return sha256(prefixed);
    },
    node: (left, right) => {
      if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) {
        throw new MerkleError("proof", "a hash is not 32 bytes long");
      }
      pair.set(left, 1);
      pair.set(right, 1 + HASH_BYTES);
      return sha256(pair);
    },
  };
}
