import { ByteWriter } from "../../stats/states/byte-writer.ts";
import { ByteReader } from "../../stats/states/byte-reader.ts";

/** The canonical bytes of a state that is made of others: a version, then each part with its length before it. */
export function encodeParts(version: number, parts: readonly Uint8Array[]): Uint8Array {
  const head = new ByteWriter();
  head.byte(version);
  head.count(parts.length);
  for (const part of parts) head.count(part.length);
  return Buffer.concat([head.finish(), ...parts]);
}

/** The parts of what encodeParts wrote with this version; undefined for bytes that are none. */
export function decodeParts(version: number, bytes: Uint8Array): Uint8Array[] | undefined {
  const reader = new ByteReader(bytes);
  if (reader.byte() !== version) return undefined;
  const lengths: number[] = [];
  const size = reader.count();
  for (let index = 0; index < size && reader.sound; index += 1) lengths.push(reader.count());
  if (!reader.sound) return undefined;
  let at = bytes.length - lengths.reduce((sum, length) => sum + length, 0);
  const head = new ByteWriter();
  head.byte(version);
  head.count(size);
  for (const length of lengths) head.count(length);
  if (at !== head.finish().length) return undefined;
  return lengths.map((length) => {
    const part = bytes.subarray(at, at + length);
    at += length;
    return part;
  });
}
