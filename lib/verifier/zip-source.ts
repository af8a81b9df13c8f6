import { open, type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { createInflateRaw, inflateRawSync } from "node:zlib";
import { NotReadable, VerificationFailed } from "./finding.ts";
import type { LogSource } from "./log-source.ts";
import { readZipDirectory, type ZipMember } from "./zip-directory.ts";

const LOCAL_HEADER = 0x04034b50;

async function dataStart(file: FileHandle, member: ZipMember): Promise<number> {
  const head = Buffer.alloc(30);
  await file.read(head, 0, 30, member.offset);
  if (head.readUInt32LE(0) !== LOCAL_HEADER) throw new VerificationFailed(member.name, "the zip file is damaged here");
  return member.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
}

async function stored(file: FileHandle, member: ZipMember): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(member.compressed);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, await dataStart(file, member));
  if (bytesRead !== bytes.length) throw new VerificationFailed(member.name, "the zip file ends too early");
  return bytes;
}

async function readMember(file: FileHandle, member: ZipMember, limit: number): Promise<Buffer> {
  if (member.size > limit) throw new VerificationFailed(member.name, `this file is longer than ${limit} bytes`);
  const raw = await stored(file, member);
  if (member.method === 0) return raw;
  try {
    return Buffer.from(inflateRawSync(raw, { maxOutputLength: Math.max(1, limit) }));
  } catch {
    throw new VerificationFailed(member.name, "this file cannot be unpacked");
  }
}

async function* pieces(file: FileHandle, member: ZipMember): AsyncGenerator<Uint8Array> {
  const start = await dataStart(file, member);
  for (let at = 0; at < member.compressed;) {
    const part = Buffer.alloc(Math.min(1 << 18, member.compressed - at));
    const { bytesRead } = await file.read(part, 0, part.length, start + at);
    if (bytesRead === 0) throw new VerificationFailed(member.name, "the zip file ends too early");
    at += bytesRead;
    yield part.subarray(0, bytesRead);
  }
}

function unpacked(file: FileHandle, member: ZipMember): AsyncIterable<Uint8Array> {
  const raw = Readable.from(pieces(file, member), { objectMode: false });
  if (member.method === 0) return raw;
  const inflate = createInflateRaw();
  raw.on("error", (error) => inflate.destroy(error));
  return raw.pipe(inflate);
}

/** A log in a zip file, read in place. */
export async function zipSource(path: string): Promise<LogSource> {
  const file = await open(path, "r").catch((error: Error) => {
    throw new NotReadable(`${path}: ${error.message}`);
  });
  const members = await readZipDirectory(file);
  return {
    what: path,
    ahead: 8,
    read: async (name, limit) => {
      const member = members.get(name);
      return member === undefined ? undefined : readMember(file, member, limit);
    },
    stream: async (name) => {
      const member = members.get(name);
      return member === undefined ? undefined : unpacked(file, member);
    },
    partialWidths: async (fullPath) => {
      const prefix = `${fullPath}.p/`;
      const widths: number[] = [];
      for (let width = 1; width < 256; width += 1) if (members.has(`${prefix}${width}`)) widths.push(width);
      return widths;
    },
    close: () => file.close(),
  };
}
