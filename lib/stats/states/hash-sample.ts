import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { hashText } from "./hash-text.ts";

const VERSION = 1;

interface Entry {
  readonly rank: number;
  count: number;
}

/**
 * The `capacity` keys with the lowest hash of all that were seen, each with its exact count, and the count of everything.
 * A key that is among the lowest at the end was among them from its first sight on, so no count is lost and order and
 * split do not matter (Beyer et al. 2007, KMV). Below the capacity it is simply all keys: new categories by name; rows
 * under the hash of their id: a fair sample for the first reference.
 */
export interface HashSample {
  readonly capacity: number;
  total: number;
  readonly entries: Map<string, Entry>;
}

export function emptyHashSample(capacity: number): HashSample {
  return { capacity, total: 0, entries: new Map() };
}

const isAfter = (rank: number, key: string, otherRank: number, otherKey: string): boolean =>
  rank === otherRank ? key > otherKey : rank > otherRank;

function dropLast(entries: Map<string, Entry>): void {
  let last: string | undefined;
  let lastRank = -1;
  for (const [key, { rank }] of entries) {
    if (last === undefined || isAfter(rank, key, lastRank, last)) [last, lastRank] = [key, rank];
  }
  if (last !== undefined) entries.delete(last);
}

/** Counts a key. Changes the sample. */
export function addToSample(sample: HashSample, key: string, times = 1): void {
  sample.total += times;
  const known = sample.entries.get(key);
  if (known !== undefined) known.count += times;
  else {
    sample.entries.set(key, { rank: hashText(key), count: times });
    if (sample.entries.size > sample.capacity) dropLast(sample.entries);
  }
}

/** Adds another sample of the same capacity. Changes the first. */
export function mergeSample(into: HashSample, from: HashSample): void {
  const kept = [...from.entries].reduce((sum, [, { count }]) => sum + count, 0);
  for (const [key, { count }] of from.entries) addToSample(into, key, count);
  into.total += from.total - kept;
}

/** Keys and counts in order of the key. */
export function sampleEntries(sample: HashSample): [string, number][] {
  return [...sample.entries]
    .map(([key, { count }]): [string, number] => [key, count])
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

/** Keys by their UTF-16 units: also half a pair comes back as it went in. */
export function encodeSample(sample: HashSample): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(VERSION);
  writer.count(sample.capacity);
  writer.count(sample.total);
  writer.count(sample.entries.size);
  for (const [key, count] of sampleEntries(sample)) {
    writer.count(key.length);
    for (let index = 0; index < key.length; index += 1) writer.count(key.charCodeAt(index));
    writer.count(count);
  }
  return writer.finish();
}

function readKey(reader: ByteReader): string {
  const length = reader.count();
  let key = "";
  for (let index = 0; index < length && reader.sound; index += 1) {
    const unit = reader.count();
    if (unit > 0xffff) reader.reject();
    key += String.fromCharCode(unit);
  }
  return key;
}

/** The sample of its bytes, undefined for bytes that are none. */
export function decodeSample(bytes: Uint8Array): HashSample | undefined {
  const reader = new ByteReader(bytes);
  if (reader.byte() !== VERSION) return undefined;
  const sample = emptyHashSample(reader.count());
  const total = reader.count();
  const size = reader.count();
  if (size > sample.capacity) reader.reject();
  let previous: string | undefined;
  for (let index = 0; index < size && reader.sound; index += 1) {
    const key = readKey(reader);
    const count = reader.count();
    if (count === 0 || (previous !== undefined && key <= previous)) reader.reject();
    addToSample(sample, key, count);
    previous = key;
  }
  if (sample.total > total) reader.reject();
  sample.total = total;
  return reader.complete ? sample : undefined;
}
