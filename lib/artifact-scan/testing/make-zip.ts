import { crc32, deflateRawSync } from "node:zlib";

type Part = {
  name: string;
  data: Uint8Array;
  deflate?: boolean;
  /** What the entry's own header says instead of the listed name. */
  localName?: string;
  flags?: number;
  method?: number;
};

/** A zip archive of these parts, honest or not. */
export function makeZip(parts: readonly Part[]): Uint8Array {
  const locals: Buffer[] = [];
  const listed: Buffer[] = [];
  let offset = 0;
  for (const { name, data, deflate = false, localName = name, flags = 0, method = deflate ? 8 : 0 } of parts) {
    const packed = deflate ? deflateRawSync(data) : Buffer.from(data);
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE(flags, 0);
    facts.writeUInt16LE(method, 2);
    facts.writeUInt32LE(crc32(data), 8);
    facts.writeUInt32LE(packed.length, 12);
    facts.writeUInt32LE(data.length, 16);
    const local = Buffer.concat([
      Buffer.from("PK\x03\x04\x14\0", "latin1"),
      facts,
      Buffer.alloc(2),
      Buffer.from(localName),
      packed,
    ]);
    local.writeUInt16LE(Buffer.byteLength(localName), 26);
    local.writeUInt16LE(0, 28);
    const head = Buffer.alloc(46);
    head.write("PK\x01\x02", "latin1");
    facts.copy(head, 8, 0, 20);
    head.writeUInt16LE(Buffer.byteLength(name), 28);
    head.writeUInt32LE(offset, 42);
    listed.push(Buffer.concat([head, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(listed);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, list, end]));
}
