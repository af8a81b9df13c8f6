import { MerkleError } from "./merkle-error.ts";
import { TILE_WIDTH } from "./tile-coordinates.ts";

/** Longest entry that a bundle can hold, in bytes: its length is a uint16. */
export const MAX_ENTRY_BYTES = 65_535;

/**
 * Writes an entry bundle (tlog-tiles, "Log entries"): for 1 to 256 entries the length as big-endian uint16, then the
 * bytes. Throws MerkleError "entry_bundle" for another count or an entry above 65,535 bytes.
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > TILE_WIDTH) {
    throw new MerkleError("entry_bundle", "a bundle holds 1 to 256 entries");
  }
  const bundle = new Uint8Array(entries.reduce((length, entry) => length + 2 + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES) throw new MerkleError("entry_bundle", "an entry is longer than 65,535 bytes");
    bundle[offset] = Math.floor(entry.length / 256);
    bundle[offset + 1] = entry.length % 256;
    bundle.set(entry, offset + 2);
    offset += 2 + entry.length;
  }
  return bundle;
}

/**
 * Reads an entry bundle of exactly `width` entries; the entries are views of the given bytes. Throws MerkleError
 * "entry_bundle" when an entry is cut, one is missing, or anything follows the last.
 */
export function decodeEntryBundle(bundle: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (entries.length < width) {
    const [high, low] = [bundle[offset], bundle[offset + 1]];
    if (high === undefined || low === undefined) throw new MerkleError("entry_bundle", "the bundle ends too early");
    const end = offset + 2 + high * 256 + low;
    if (end > bundle.length) throw new MerkleError("entry_bundle", "the last entry of the bundle is cut");
    entries.push(bundle.subarray(offset + 2, end));
    offset = end;
  }
  if (offset !== bundle.length) throw new MerkleError("entry_bundle", "bytes after the last entry of the bundle");
  return entries;
}
