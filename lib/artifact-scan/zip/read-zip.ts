import type { RandomAccess } from "../random-access.ts";

/** One file of an archive, as its list says; `dataOffset` is known after `locate`. */
export type ZipEntry = {
  name: string;
  method: number;
  encrypted: boolean;
  packedBytes: number;
  sizeBytes: number;
  headerOffset: number;
};

/** Why an archive cannot be read, in words. */
export class ZipError extends Error {}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LISTED_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 65_535;
const MAX_LIST_BYTES = 64_000_000;
const MAX_ENTRIES = 200_000;
const FULL = 0xffffffff;

const text = new TextDecoder("utf-8");
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

function number64(data: DataView, offset: number): number {
  const value = data.getBigUint64(offset, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipError("a length in the archive is impossible");
  return Number(value);
}

type List = { offset: number; bytes: number; entries: number };

/** Where the list of an archive is, from its end; null when the file does not end as an archive does. */
async function findList(source: RandomAccess): Promise<List | null> {
  const tailBytes = Math.min(source.sizeBytes, END_BYTES + MAX_COMMENT_BYTES);
  const tailAt = source.sizeBytes - tailBytes;
  const tail = await source.read(tailAt, tailBytes);
  const data = view(tail);
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) {
    if (data.getUint32(at, true) !== END) continue;
    if (at + END_BYTES + data.getUint16(at + 20, true) !== tail.length) continue;
    const entries = data.getUint16(at + 10, true);
    const bytes = data.getUint32(at + 12, true);
    const offset = data.getUint32(at + 16, true);
    if (entries !== 0xffff && bytes !== FULL && offset !== FULL) return { offset, bytes, entries };
    return findList64(source, tailAt + at);
  }
  return null;
}

async function findList64(source: RandomAccess, endAt: number): Promise<List> {
  const locator = await source.read(Math.max(0, endAt - 20), 20);
  if (locator.length < 20 || view(locator).getUint32(0, true) !== LOCATOR_64) throw new ZipError("its end is damaged");
  const record = await source.read(number64(view(locator), 8), 56);
  if (record.length < 56 || view(record).getUint32(0, true) !== END_64) throw new ZipError("its end is damaged");
  const data = view(record);
  return { entries: number64(data, 32), bytes: number64(data, 40), offset: number64(data, 48) };
}

/** Whether a file ends as an archive does, whatever it begins with. */
export async function endsAsZip(source: RandomAccess): Promise<boolean> {
  try {
    return (await findList(source)) !== null;
  } catch (error) {
    if (error instanceof ZipError) return true;
    throw error;
  }
}

/** The large numbers of ZIP64, which stand in an extra field in the order of those that are full. */
function extended(entry: ZipEntry, extra: Uint8Array): ZipEntry {
  const data = view(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + data.getUint16(at + 2, true)) {
    if (data.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    const end = Math.min(extra.length, next + data.getUint16(at + 2, true));
    const take = (value: number): number => {
      if (value !== FULL) return value;
      if (next + 8 > end) throw new ZipError("a length in the archive is missing");
      next += 8;
      return number64(data, next - 8);
    };
    const sizeBytes = take(entry.sizeBytes);
    const packedBytes = take(entry.packedBytes);
    return { ...entry, sizeBytes, packedBytes, headerOffset: take(entry.headerOffset) };
  }
  return entry;
}

/**
 * The files of an archive, as its list at the end says (PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16, ZIP64 too).
 * Throws ZipError when the list is missing or damaged.
 */
export async function readZip(source: RandomAccess): Promise<ZipEntry[]> {
  const found = await findList(source);
  if (found === null) throw new ZipError("its list of files is missing");
  const { offset, bytes, entries: count } = found;
  if (bytes > MAX_LIST_BYTES || count > MAX_ENTRIES) throw new ZipError("its list of files is too long");
  const list = await source.read(offset, bytes);
  if (list.length < bytes) throw new ZipError("its list of files is cut off");
  const data = view(list);
  const entries: ZipEntry[] = [];
  for (let at = 0; at < list.length && entries.length < count;) {
    if (at + LISTED_BYTES > list.length || data.getUint32(at, true) !== LISTED)
      throw new ZipError("its list of files is damaged");
    const nameBytes = data.getUint16(at + 28, true);
    const extraBytes = data.getUint16(at + 30, true);
    const nameAt = at + LISTED_BYTES;
    const entry: ZipEntry = {
      name: text.decode(list.subarray(nameAt, nameAt + nameBytes)),
      method: data.getUint16(at + 10, true),
      encrypted: (data.getUint16(at + 8, true) & 1) === 1,
      packedBytes: data.getUint32(at + 20, true),
      sizeBytes: data.getUint32(at + 24, true),
      headerOffset: data.getUint32(at + 42, true),
    };
    entries.push(extended(entry, list.subarray(nameAt + nameBytes, nameAt + nameBytes + extraBytes)));
    at = nameAt + nameBytes + extraBytes + data.getUint16(at + 32, true);
  }
  if (entries.length !== count) throw new ZipError("its list of files is cut off");
  return entries;
}

/**
 * Where the bytes of an entry begin, and the name that its own header gives. Throws ZipError when the header is not where
 * the list says.
 */
export async function locate(source: RandomAccess, entry: ZipEntry): Promise<{ dataOffset: number; name: string }> {
  const header = await source.read(entry.headerOffset, LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || view(header).getUint32(0, true) !== LOCAL)
    throw new ZipError("a file is not where its list says");
  const nameBytes = view(header).getUint16(26, true);
  const name = text.decode(await source.read(entry.headerOffset + LOCAL_BYTES, nameBytes));
  const dataOffset = entry.headerOffset + LOCAL_BYTES + nameBytes + view(header).getUint16(28, true);
  if (dataOffset + entry.packedBytes > source.sizeBytes) throw new ZipError("a file in it is cut off");
  return { dataOffset, name };
}
