import { crc32, createDeflateRaw, constants, deflateRawSync } from "node:zlib";

/** A file for a zip: its bytes, or pieces that come one after the other. */
export type ZipFile = { path: string; data: Uint8Array | AsyncIterable<Uint8Array> };

type Written = {
  path: Buffer;
  crc: number;
  compressed: number;
  size: number;
  offset: number;
  method: number;
  flags: number;
};

const MAX_32 = 0xffffffff;
const MAX_16 = 0xffff;
/** Sizes follow the data (bit 3), names are UTF-8 (bit 11). */
const STREAMED = 0x0808;
const UTF_8 = 0x0800;
/** 1 January 1980: a bundle of the same state is the same file. */
const DATE = 0x21;

function localHeader(file: Omit<Written, "offset">): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(file.flags === STREAMED ? 45 : 20, 4);
  head.writeUInt16LE(file.flags, 6);
  head.writeUInt16LE(file.method, 8);
  head.writeUInt16LE(DATE, 12);
  if (file.flags !== STREAMED) {
    head.writeUInt32LE(file.crc, 14);
    head.writeUInt32LE(file.compressed, 18);
    head.writeUInt32LE(file.size, 22);
  }
  head.writeUInt16LE(file.path.length, 26);
  return Buffer.concat([head, file.path]);
}

function descriptor({ crc, compressed, size }: Written): Buffer {
  const long = compressed > MAX_32 || size > MAX_32;
  const tail = Buffer.alloc(long ? 24 : 16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(crc, 4);
  if (long) {
    tail.writeBigUInt64LE(BigInt(compressed), 8);
    tail.writeBigUInt64LE(BigInt(size), 16);
  } else {
    tail.writeUInt32LE(compressed, 8);
    tail.writeUInt32LE(size, 12);
  }
  return tail;
}

function listEntry(file: Written): Buffer {
  const wide = [file.size, file.compressed, file.offset].filter((value) => value >= MAX_32);
  const extra = Buffer.alloc(wide.length === 0 ? 0 : 4 + 8 * wide.length);
  if (wide.length > 0) extra.writeUInt16LE(1, 0);
  if (wide.length > 0) extra.writeUInt16LE(8 * wide.length, 2);
  for (const [at, value] of wide.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * at);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(45, 4);
  head.writeUInt16LE(45, 6);
  head.writeUInt16LE(file.flags, 8);
  head.writeUInt16LE(file.method, 10);
  head.writeUInt16LE(DATE, 14);
  head.writeUInt32LE(file.crc, 16);
  head.writeUInt32LE(Math.min(file.compressed, MAX_32), 20);
  head.writeUInt32LE(Math.min(file.size, MAX_32), 24);
  head.writeUInt16LE(file.path.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(Math.min(file.offset, MAX_32), 42);
  return Buffer.concat([head, file.path, extra]);
}

function end(count: number, bytes: number, offset: number): Buffer {
  const tail = Buffer.alloc(22);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(Math.min(count, MAX_16), 8);
  tail.writeUInt16LE(Math.min(count, MAX_16), 10);
  tail.writeUInt32LE(Math.min(bytes, MAX_32), 12);
  tail.writeUInt32LE(Math.min(offset, MAX_32), 16);
  if (count < MAX_16 && offset < MAX_32 && bytes < MAX_32) return tail;
  const wide = Buffer.alloc(76);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(45, 12);
  wide.writeUInt16LE(45, 14);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(bytes), 40);
  wide.writeBigUInt64LE(BigInt(offset), 48);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(offset + bytes), 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, tail]);
}

async function* deflated(
  pieces: AsyncIterable<Uint8Array>,
  sums: { crc: number; size: number },
): AsyncGenerator<Buffer> {
  const stream = createDeflateRaw();
  let out: Buffer[] = [];
  stream.on("data", (part: Buffer) => out.push(part));
  for await (const piece of pieces) {
    sums.crc = crc32(piece, sums.crc);
    sums.size += piece.length;
    await new Promise<void>((resolve, reject) => stream.write(piece, (error) => (error ? reject(error) : resolve())));
    await new Promise<void>((resolve) => stream.flush(constants.Z_SYNC_FLUSH, () => resolve()));
    yield Buffer.concat(out);
    out = [];
  }
  await new Promise<void>((resolve) => {
    stream.once("end", resolve);
    stream.end();
  });
  yield Buffer.concat(out);
}

/**
 * Writes a zip file (APPNOTE 6.3, zip64 where it is needed) piece by piece, in the order of the files. Hashes do not
 * compress and are stored; everything else is deflated. Memory holds one file, of a streamed one a piece, and the list.
 */
export async function* zipStream(files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array, undefined> {
  const list: Written[] = [];
  let offset = 0;
  for await (const { path: name, data } of files) {
    const path = Buffer.from(name);
    const start = offset;
    if (data instanceof Uint8Array) {
      const packed = deflateRawSync(data);
      const method = packed.length < data.length ? 8 : 0;
      const body = method === 8 ? packed : data;
      const file = { path, crc: crc32(data), compressed: body.length, size: data.length, method, flags: UTF_8 };
      const head = localHeader(file);
      list.push({ ...file, offset: start });
      offset += head.length + body.length;
      yield Buffer.concat([head, body]);
      continue;
    }
    const file = { path, crc: 0, compressed: 0, size: 0, method: 8, flags: STREAMED, offset: start };
    const head = localHeader(file);
    yield head;
    const sums = { crc: 0, size: 0 };
    for await (const part of deflated(data, sums)) {
      file.compressed += part.length;
      yield part;
    }
    Object.assign(file, sums);
    const tail = descriptor(file);
    yield tail;
    list.push(file);
    offset += head.length + file.compressed + tail.length;
  }
  const directory = list.map(listEntry);
  const bytes = directory.reduce((sum, entry) => sum + entry.length, 0);
  for (let at = 0; at < directory.length; at += 1_000) yield Buffer.concat(directory.slice(at, at + 1_000));
  yield end(list.length, bytes, offset);
  return undefined;
}
