import { rootOfEdge } from "../merkle/append-leaves.ts";
import { hexText } from "../merkle/bytes.ts";
import { treeHasher } from "../merkle/hashes.ts";
import { TILE_WIDTH } from "../merkle/tile-coordinates.ts";
import { sha256Into, verifierCrypto } from "./node-crypto.ts";

const HASH = 32;
const TILE_BYTES = TILE_WIDTH * HASH;

/** A tile as it was computed from the entries; `data` is only valid during the call. */
export type OnTile = (level: number, n: number, data: Buffer) => Promise<void>;

interface Level {
  data: Buffer;
  count: number;
  n: number;
}

const pair = Buffer.alloc(1 + 2 * HASH, 1);
const scratch = Buffer.alloc(TILE_BYTES);
const hasher = treeHasher(verifierCrypto.sha256);

/** The root of 256 hashes (RFC 6962 section 2.1), written over the first of them in `scratch`. */
function hashFullTile(data: Buffer): Buffer {
  data.copy(scratch);
  for (let width = TILE_WIDTH; width > 1; width /= 2) {
    for (let place = 0; place < width / 2; place += 1) {
      scratch.copy(pair, 1, place * 2 * HASH, (place + 1) * 2 * HASH);
      sha256Into(pair, scratch, place * HASH);
    }
  }
  return scratch.subarray(0, HASH);
}

/**
 * A tree that grows by bundles of leaf hashes, with one tile in memory for each level. Every tile is handed to `onTile`
 * as soon as it is full, before its hash goes into the level above.
 */
export class GrowingTree {
  size = 0;
  private readonly levels: Level[] = [];
  private readonly onTile: OnTile;

  constructor(onTile: OnTile) {
    this.onTile = onTile;
  }

  private level(at: number): Level {
    const known = this.levels[at] ?? { data: Buffer.alloc(TILE_BYTES), count: 0, n: 0 };
    this.levels[at] = known;
    return known;
  }

  /** Adds the leaf hashes of one bundle: they fill a tile of level 0 from its beginning, 1 to 256 of them. */
  async add(leafHashes: Buffer, count: number): Promise<void> {
    const leaves = this.level(0);
    leafHashes.copy(leaves.data, 0, 0, count * HASH);
    leaves.count = count;
    this.size += count;
    for (let at = 0; this.level(at).count === TILE_WIDTH; at += 1) await this.close(at);
  }

  private async close(at: number): Promise<void> {
    const full = this.level(at);
    await this.onTile(at, full.n, full.data);
    const above = this.level(at + 1);
    hashFullTile(full.data).copy(above.data, above.count * HASH);
    above.count += 1;
    full.n += 1;
    full.count = 0;
  }

  /** Hands over the partial tiles, lowest first. */
  async finish(): Promise<void> {
    for (const [level, { n, data, count }] of this.levels.entries()) {
      if (count > 0) await this.onTile(level, n, data.subarray(0, count * HASH));
    }
  }

  /** The root of the leaves so far and of the first `extra` hashes of the bundle that is about to be added. */
  root(leafHashes?: Buffer, extra = 0): Uint8Array {
    const tiles = new Map<number, Uint8Array>();
    for (const [level, { data, count }] of this.levels.entries()) {
      if (count > 0) tiles.set(level, Uint8Array.from(data.subarray(0, count * HASH)));
    }
    if (leafHashes && extra > 0) tiles.set(0, Uint8Array.from(leafHashes.subarray(0, extra * HASH)));
    return rootOfEdge(hasher, { size: this.size + extra, tiles });
  }
}

/** The place of the first hash that differs, and both, for a message. */
export function firstDifference(computed: Buffer, stored: Buffer): { place: number; text: string } {
  for (let place = 0; place * HASH < computed.length; place += 1) {
    const [mine, theirs] = [computed, stored].map((data) => data.subarray(place * HASH, (place + 1) * HASH));
    if (mine && theirs && !mine.equals(theirs)) {
      return { place, text: `computed ${hexText(mine).slice(0, 16)}…, stored ${hexText(theirs).slice(0, 16)}…` };
    }
  }
  return { place: -1, text: "" };
}
