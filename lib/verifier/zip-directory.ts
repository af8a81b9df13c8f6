import type { FileHandle } from "node:fs/promises";
import { NotReadable } from "./finding.ts";

/** One file in a zip file; method 0 is stored, 8 deflated. `offset` is that of its local header. */
export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const MAX_MEMBERS = 5_000_000;
const MAX_DIRECTORY_BYTES = 1_000_000_000;

interface Directory {
  readonly count: number;
  readonly bytes: number;
  readonly offset: number;
}

const damaged = (): NotReadable => new NotReadable("this is not a zip file, or it is damaged");

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  if (bytesRead !== length) throw damaged();
  return bytes;
}

function big(bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw damaged();
  return value;
}

async function findDirectory(file: FileHandle): Promise<Directory> {
  const { size } = await file.stat();
  const length = Math.min(size, 66_000);
  if (length < 22) throw damaged();
  const tail = await readAt(file, size - length, length);
  for (let at = length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END) continue;
    if (at >= 20 && tail.readUInt32LE(at - 20) === LOCATOR_64) {
      const end = await readAt(file, big(tail, at - 12), 56);
      if (end.readUInt32LE(0) !== END_64) throw damaged();
      return { count: big(end, 32), bytes: big(end, 40), offset: big(end, 48) };
    }
    return { count: tail.readUInt16LE(at + 10), bytes: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
  }
  throw damaged();
}

/** The values that stand in the zip64 extra field because they did not fit in the entry. */
function widened(entry: Buffer, extra: Buffer): { size: number; compressed: number; offset: number } {
  const fields = { size: entry.readUInt32LE(24), compressed: entry.readUInt32LE(20), offset: entry.readUInt32LE(42) };
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let place = at + 4;
    for (const name of ["size", "compressed", "offset"] as const) {
      if (fields[name] !== 0xffffffff) continue;
      if (place + 8 > extra.length) throw damaged();
      fields[name] = big(extra, place);
      place += 8;
    }
  }
  return fields;
}

/**
 * Reads the list of files of a zip file (APPNOTE 6.3, with zip64). Of a name that stands there twice nothing is read.
 * Throws NotReadable for anything that is not a zip file of stored and deflated members.
 */
export async function readZipDirectory(file: FileHandle): Promise<Map<string, ZipMember>> {
  const { count, bytes, offset } = await findDirectory(file);
  if (count > MAX_MEMBERS || bytes > MAX_DIRECTORY_BYTES) throw damaged();
  const list = await readAt(file, offset, bytes);
  const members = new Map<string, ZipMember>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== ENTRY) throw damaged();
    const nameEnd = at + 46 + list.readUInt16LE(at + 28);
    const extraEnd = nameEnd + list.readUInt16LE(at + 30);
    const entry = list.subarray(at, at + 46);
    const name = list.toString("utf8", at + 46, nameEnd);
    const method = entry.readUInt16LE(10);
    if (members.has(name)) throw new NotReadable(`the zip file holds ${name} twice`);
    if (method !== 0 && method !== 8) throw damaged();
    members.set(name, { name, method, ...widened(entry, list.subarray(nameEnd, extraEnd)) });
    at = extraEnd + list.readUInt16LE(at + 32);
  }
  return members;
}
