import { createHash } from "node:crypto";
import { treeHasher, type TreeHasher } from "../hashes.ts";
import type { TileData } from "../append-leaves.ts";
import type { TileSource } from "../tree-reader.ts";

/** SHA-256 of node:crypto, for tests. */
export const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(data).digest());

/** The tree hash functions over it. */
export const hasher: TreeHasher = treeHasher(sha256);

/** The bytes in hexadecimal. */
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Bytes from hexadecimal. */
export const unhex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

/** Bytes from standard base64, by node. */
export const unbase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64"));

/** Leaf hashes of the entries "0", "1", … */
export function numberedLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => hasher.leaf(new TextEncoder().encode(String(index))));
}

function split(count: number): number {
  return 2 ** (Math.ceil(Math.log2(count)) - 1);
}

/** MTH of RFC 6962 section 2.1, as it is written there: the oracle of the property tests. */
export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hasher.empty();
  if (leaves.length === 1) return leaves[0]!;
  const k = split(leaves.length);
  return hasher.node(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH of RFC 6962 section 2.1.1. */
export function naiveInclusion(index: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...naiveInclusion(index, leaves.slice(0, k)), naiveRoot(leaves.slice(k))]
    : [...naiveInclusion(index - k, leaves.slice(k)), naiveRoot(leaves.slice(0, k))];
}

/** PROOF of RFC 6962 section 2.1.2. */
export function naiveConsistency(oldSize: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  return oldSize === 0 ? [] : subproof(oldSize, leaves, true);
}

function subproof(m: number, leaves: readonly Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [naiveRoot(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), naiveRoot(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), naiveRoot(leaves.slice(0, k))];
}

/** A store of tiles in memory, and a source that reads it and counts the tiles read. */
export class TileStore {
  readonly tiles = new Map<string, Uint8Array>();
  readonly reads: string[] = [];

  write(tiles: readonly TileData[]): void {
    for (const { level, n, data } of tiles) this.tiles.set(`${level}/${n}`, data);
  }

  readonly source: TileSource = (level, n, width) => {
    this.reads.push(`${level}/${n}`);
    const data = this.tiles.get(`${level}/${n}`);
    if (!data || data.length < width * 32) throw new Error(`no tile ${level}/${n} of width ${width}`);
    return data.slice(0, width * 32);
  };
}

/** A tree of any size whose leaves are all the same entry: every tile and every root is known without storing one. */
export class SameLeafTree {
  private readonly complete: Uint8Array[];
  readonly leafHash: Uint8Array;
  readonly reads = new Set<string>();

  constructor(entry: string) {
    this.leafHash = hasher.leaf(new TextEncoder().encode(entry));
    this.complete = [this.leafHash];
    for (let height = 1; height <= 53; height++) {
      const below = this.complete[height - 1]!;
      this.complete.push(hasher.node(below, below));
    }
  }

  readonly source: TileSource = (level, n, width) => {
    this.reads.add(`${level}/${n}`);
    const hash = this.complete[8 * level]!;
    const tile = new Uint8Array(width * 32);
    for (let place = 0; place < width; place++) tile.set(hash, place * 32);
    return tile;
  };

  root(size: bigint): Uint8Array {
    let root: Uint8Array | undefined;
    for (let height = 0; height <= 53; height++) {
      if ((size >> BigInt(height)) % 2n === 1n) {
        const node = this.complete[height]!;
        root = root ? hasher.node(node, root) : node;
      }
    }
    return root ?? hasher.empty();
  }
}
