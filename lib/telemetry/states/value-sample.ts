import { ByteReader } from "../../stats/states/byte-reader.ts";
import { ByteWriter } from "../../stats/states/byte-writer.ts";

const VERSION = 1;
/** Values that a window keeps. */
export const SAMPLE_SIZE = 256;

/**
 * Up to 256 values of a window, those with the lowest rank; the rank is a hash of the time and the value, so which ones are
 * kept depends on neither order nor split. They are numbers of one column without the row they came from: what the edges
 * of a first reference are made of.
 */
export interface ValueSample {
  /** Ascending by rank, then by value. */
  readonly ranks: number[];
  readonly values: number[];
}

export function emptySample(): ValueSample {
  return { ranks: [], values: [] };
}

const scratch = new DataView(new ArrayBuffer(16));

/** A whole number below 2^32 from a time (milliseconds) and a value, evenly spread. */
export function rankOf(at: number, value: number): number {
  scratch.setFloat64(0, at);
  scratch.setFloat64(8, value + 0);
  let hash = 0x9e3779b9;
  for (let place = 0; place < 16; place += 4) {
    hash = Math.imul(hash ^ scratch.getUint32(place), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

function insert({ ranks, values }: ValueSample, rank: number, value: number): void {
  let low = 0;
  let high = ranks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = ranks[middle] ?? 0;
    if (other < rank || (other === rank && (values[middle] ?? 0) < value)) low = middle + 1;
    else high = middle;
  }
  if (low >= SAMPLE_SIZE) return;
  ranks.splice(low, 0, rank);
  values.splice(low, 0, value);
  if (ranks.length > SAMPLE_SIZE) {
    ranks.pop();
    values.pop();
  }
}

/** Offers a finite value. Changes the sample. */
export function offerValue(sample: ValueSample, at: number, value: number): void {
  const rank = rankOf(at, value);
  if (sample.ranks.length === SAMPLE_SIZE && rank > (sample.ranks[SAMPLE_SIZE - 1] ?? 0)) return;
  insert(sample, rank, value + 0);
}

/** Adds another sample. Changes the first. */
export function mergeValues(into: ValueSample, from: ValueSample): void {
  from.ranks.forEach((rank, index) => {
    insert(into, rank, from.values[index] ?? 0);
  });
}

export function encodeValues({ ranks, values }: ValueSample): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(VERSION);
  writer.count(ranks.length);
  let previous = 0;
  ranks.forEach((rank, index) => {
    writer.count(rank - previous);
    writer.double(values[index] ?? 0);
    previous = rank;
  });
  return writer.finish();
}

/** The sample of its bytes, undefined for bytes that are none. */
export function decodeValues(bytes: Uint8Array): ValueSample | undefined {
  const reader = new ByteReader(bytes);
  if (reader.byte() !== VERSION) return undefined;
  const sample = emptySample();
  const length = reader.count();
  if (length > SAMPLE_SIZE) return undefined;
  let rank = 0;
  for (let index = 0; index < length && reader.sound; index += 1) {
    const step = reader.count();
    const value = reader.double();
    const before = sample.values[index - 1];
    if (step === 0 && before !== undefined && before > value) reader.reject();
    rank += step;
    if (rank > 0xffffffff) reader.reject();
    sample.ranks.push(rank);
    sample.values.push(value);
  }
  return reader.complete ? sample : undefined;
}

/**
 * A fair sample of several windows together: of each, the values below the lowest rank at which one of the full ones was
 * cut off. Values in no order that means anything.
 */
export function pooledValues(samples: readonly ValueSample[]): number[] {
  const cut = Math.min(
    ...samples.map(({ ranks }) => (ranks.length < SAMPLE_SIZE ? Infinity : (ranks.at(-1) ?? Infinity))),
    Infinity,
  );
  return samples.flatMap(({ ranks, values }) => values.filter((_, index) => (ranks[index] ?? 0) <= cut));
}
