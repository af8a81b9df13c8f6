import { VerificationFailed } from "./finding.ts";
import { sha256Into } from "./node-crypto.ts";

/** The entries of one bundle: where each begins, and their leaf hashes one after the other. */
export interface BundleLeaves {
  readonly width: number;
  /** Byte offsets of the entries; one more at the end. The two bytes before each are its length. */
  readonly offsets: readonly number[];
  readonly hashes: Buffer;
}

/**
 * Cuts a bundle into `width` entries and hashes each: SHA-256(0x00 || entry). The byte before an entry, the low one of
 * its length, stands in for the prefix while it is hashed, which saves a copy. `exact` demands that nothing follows.
 * Throws VerificationFailed naming the entry.
 */
export function bundleLeaves(
  path: string,
  bundle: Buffer,
  { first, width, exact }: { first: number; width: number; exact: boolean },
): BundleLeaves {
  const offsets: number[] = [];
  const hashes = Buffer.allocUnsafe(width * 32);
  let at = 0;
  for (let place = 0; place < width; place += 1) {
    const index = first + place;
    if (at + 2 > bundle.length) {
      throw new VerificationFailed(`${path}, entry ${index}`, `the bundle ends after ${place} of ${width} entries`);
    }
    const end = at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) throw new VerificationFailed(`${path}, entry ${index}`, "the entry is cut short");
    const low = bundle[at + 1] ?? 0;
    bundle[at + 1] = 0;
    sha256Into(bundle.subarray(at + 1, end), hashes, place * 32);
    bundle[at + 1] = low;
    offsets.push(at + 2);
    at = end;
  }
  if (exact && at !== bundle.length) {
    throw new VerificationFailed(path, `${bundle.length - at} bytes follow the last of ${width} entries`);
  }
  offsets.push(at + 2);
  return { width, offsets, hashes };
}

/** The bytes of the entry at a place of its bundle, as a view. */
export function entryAt(bundle: Buffer, leaves: BundleLeaves, place: number): Buffer {
  const [start = 0, next = 0] = [leaves.offsets[place], leaves.offsets[place + 1]];
  return bundle.subarray(start, next - 2);
}

/**
 * The place of the first entry of a damaged bundle whose hash is not the one in the tile, to say where to look; undefined
 * when all that can be cut off fit.
 */
export function firstStrangeEntry(bundle: Buffer, tile: Buffer): number | undefined {
  const hash = Buffer.alloc(32);
  let at = 0;
  for (let place = 0; place * 32 < tile.length; place += 1) {
    const end = at + 2 > bundle.length ? Number.POSITIVE_INFINITY : at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) return place;
    sha256Into(Buffer.concat([Buffer.alloc(1), bundle.subarray(at + 2, end)]), hash, 0);
    if (!hash.equals(tile.subarray(place * 32, (place + 1) * 32))) return place;
    at = end;
  }
  return undefined;
}
