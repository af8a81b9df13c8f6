import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

const VERSION = 1;

/** Adds one vector of whole numbers to another of the same length: the merge of every additive state. */
export function mergeVector(into: Float64Array, from: Float64Array): void {
  from.forEach((value, index) => {
    into[index] = (into[index] ?? 0) + value;
  });
}

/** The canonical bytes of whole numbers up to ±2^52: a run of zeros costs two or three bytes. */
export function encodeVector(vector: Float64Array): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(VERSION);
  let zeros = 0;
  const closeRun = (): void => {
    if (zeros === 0) return;
    writer.byte(0);
    writer.count(zeros);
    zeros = 0;
  };
  for (const value of vector) {
    if (value === 0) zeros += 1;
    else {
      closeRun();
      writer.integer(value);
    }
  }
  closeRun();
  return writer.finish();
}

/** A vector of the given length from its bytes, undefined for bytes that are none. */
export function decodeVector(bytes: Uint8Array, length: number): Float64Array | undefined {
  const reader = new ByteReader(bytes);
  if (reader.byte() !== VERSION) return undefined;
  const vector = new Float64Array(length);
  let at = 0;
  let afterRun = false;
  while (at < length && reader.sound) {
    const value = reader.integer();
    if (value === 0) {
      const zeros = reader.count();
      if (zeros === 0 || afterRun || zeros > length - at) reader.reject();
      at += zeros;
    } else {
      vector[at] = value;
      at += 1;
    }
    afterRun = value === 0;
  }
  return reader.complete ? vector : undefined;
}
