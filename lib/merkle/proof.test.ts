import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConsistency, type ConsistencyClaim } from "./consistency.ts";
import { checkInclusion, type InclusionClaim } from "./inclusion.ts";
import { MerkleError } from "./merkle-error.ts";
import { hasher, naiveConsistency, naiveInclusion, naiveRoot, numberedLeaves, unhex } from "./testing/naive-tree.ts";

const leaves = numberedLeaves(300);
const other = unhex("abacaba000000000000000000000000000000000000000000060061e00123456");

function flip(hashes: readonly Uint8Array[], at: number): Uint8Array[] {
  return hashes.map((hash, place) => {
    if (place !== at) return hash;
    const copy = hash.slice();
    copy[at % 32]! ^= 8;
    return copy;
  });
}

/** Every proof that differs from the given one in one way: shorter, longer, flipped, swapped, with rubbish. */
function mutations(proof: readonly Uint8Array[], extra: readonly Uint8Array[]): Uint8Array[][] {
  const changed = proof.map((_, at) => flip(proof, at));
  for (const hash of [...extra, new Uint8Array(0), new Uint8Array(31)]) {
    changed.push([...proof, hash], [hash, ...proof]);
  }
  if (proof.length > 0) changed.push(proof.slice(1), proof.slice(0, -1), [...proof, proof[0]!], [proof[0]!, ...proof]);
  for (let at = 1; at < proof.length; at++) {
    changed.push([...proof.slice(0, at - 1), proof[at]!, proof[at - 1]!, ...proof.slice(at + 1)]);
  }
  return changed;
}

const refusesInclusion = (claim: InclusionClaim): void => {
  expect(() => checkInclusion(hasher, claim)).toThrow(MerkleError);
};
const refusesConsistency = (claim: ConsistencyClaim): void => {
  expect(() => checkConsistency(hasher, claim)).toThrow(MerkleError);
};

describe("checkInclusion", () => {
  const place = fc.integer({ min: 1, max: 300 }).chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));

  it("accepts the proof of the naive tree and no changed claim", () => {
    fc.assert(
      fc.property(place, ([index, size]) => {
        const tree = leaves.slice(0, size);
        const claim: InclusionClaim = {
          index,
          size,
          leafHash: leaves[index]!,
          root: naiveRoot(tree),
          proof: naiveInclusion(index, tree),
        };
        checkInclusion(hasher, claim);
        for (const proof of mutations(claim.proof, [claim.root, claim.leafHash, other]))
          refusesInclusion({ ...claim, proof });
        for (const wrong of [index - 1, index + 1, index + 2, size, -1, 0.5, 2 ** 53])
          refusesInclusion({ ...claim, index: wrong });
        refusesInclusion({ ...claim, leafHash: other });
        refusesInclusion({ ...claim, root: other });
        refusesInclusion({ ...claim, leafHash: new Uint8Array(0) });
        refusesInclusion({ ...claim, root: new Uint8Array(0) });
        refusesInclusion({ ...claim, size: size * 2 });
        refusesInclusion({ ...claim, size: index });
      }),
      { numRuns: 100, seed: 9162 },
    );
  });

  it("refuses empty trees and indices outside", () => {
    const empty = hasher.empty();
    for (const [index, size] of [
      [0, 0],
      [1, 0],
      [2, 1],
      [1, 1],
    ] as const) {
      refusesInclusion({ index, size, leafHash: empty, root: empty, proof: [] });
    }
  });
});

describe("checkConsistency", () => {
  const sizes = fc
    .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }))
    .map(([one, two]) => [Math.min(one, two), Math.max(one, two)] as const);

  function claimOf(oldSize: number, newSize: number): ConsistencyClaim {
    return {
      oldSize,
      newSize,
      oldRoot: naiveRoot(leaves.slice(0, oldSize)),
      newRoot: naiveRoot(leaves.slice(0, newSize)),
      proof: naiveConsistency(oldSize, leaves.slice(0, newSize)),
    };
  }

  it("accepts the proof of the naive tree and no changed claim", () => {
    fc.assert(
      fc.property(sizes, ([oldSize, newSize]) => {
        const claim = claimOf(oldSize, newSize);
        checkConsistency(hasher, claim);
        for (const proof of mutations(claim.proof, [claim.oldRoot, claim.newRoot, other])) {
          refusesConsistency({ ...claim, proof });
        }
        refusesConsistency({ ...claim, oldRoot: other });
        refusesConsistency({ ...claim, newRoot: other });
        refusesConsistency({ ...claim, oldRoot: new Uint8Array(0) });
        refusesConsistency({ ...claim, newRoot: new Uint8Array(0) });
        if (oldSize === newSize) return;
        refusesConsistency({ ...claim, oldRoot: claim.newRoot, newRoot: claim.oldRoot });
        refusesConsistency({ ...claim, oldSize: newSize, newSize: oldSize });
        refusesConsistency({ ...claim, oldSize: oldSize - 1 });
        refusesConsistency({ ...claim, newSize: newSize * 2 });
        refusesConsistency({ ...claim, newSize: oldSize });
        refusesConsistency({ ...claim, proof: [] });
      }),
      { numRuns: 100, seed: 2142 },
    );
  });

  it("knows the special cases of size 0 and equal sizes", () => {
    const empty = hasher.empty();
    const some = claimOf(3, 3);
    checkConsistency(hasher, { oldSize: 0, newSize: 0, oldRoot: empty, newRoot: empty, proof: [] });
    checkConsistency(hasher, { oldSize: 0, newSize: 3, oldRoot: empty, newRoot: some.newRoot, proof: [] });
    checkConsistency(hasher, some);
    refusesConsistency({ oldSize: 0, newSize: 3, oldRoot: other, newRoot: some.newRoot, proof: [] });
    refusesConsistency({ oldSize: 0, newSize: 3, oldRoot: empty, newRoot: some.newRoot, proof: [empty] });
    refusesConsistency({ oldSize: 0, newSize: 0, oldRoot: empty, newRoot: other, proof: [] });
    refusesConsistency({ ...some, proof: [some.oldRoot] });
    refusesConsistency({ ...some, newRoot: other });
    refusesConsistency({ ...some, oldSize: -1 });
    refusesConsistency({ ...some, oldSize: 1, newSize: 0 });
  });
});
