import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";

/** A copy of 64 bytes takes three: nothing grows more than that. */
const MOST_GROWTH = 22;

/**
 * The bytes in a block of Snappy. The claimed length is looked at before anything is allocated: above `mostBytes` the block is too
 * large, and a claim that the block cannot hold is malformed. Throws UnreadableBatchError with the byte's offset.
 * Source: Snappy compressed format description, 2011-10-05.
 */
export function decodeSnappy(block: Uint8Array, mostBytes: number): Uint8Array {
  const [length, start] = lengthOf(block);
  if (length > mostBytes) {
    const message = `The batch unpacks to ${length} bytes; at most ${mostBytes} are taken.`;
    throw new UnreadableBatchError("too_large", message, "byte 0");
  }
  if (length > block.length * MOST_GROWTH) fail("The block says that it is longer than it can be", 0);
  const out = new Uint8Array(length);
  let at = start;
  let filled = 0;
  while (at < block.length) {
    const tag = block[at] ?? 0;
    const kind = tag & 3;
    const extra = kind === 0 ? literalExtra(tag) : kind === 3 ? 4 : kind;
    const number = littleEndian(block, at + 1, extra);
    if (number === null) fail("The block ends in the middle of an element", at);
    if (kind === 0) {
      const size = (extra === 0 ? tag >> 2 : number) + 1;
      const from = at + 1 + extra;
      if (from + size > block.length) fail("A literal is longer than the block", at);
      if (filled + size > length) fail("The block unpacks to more than it says", at);
      out.set(block.subarray(from, from + size), filled);
      at = from + size;
      filled += size;
    } else {
      const size = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
      const offset = kind === 1 ? (tag >> 5) * 256 + number : number;
      if (offset === 0 || offset > filled) fail("A copy begins before the first byte", at);
      if (filled + size > length) fail("The block unpacks to more than it says", at);
      copy(out, filled, offset, size);
      at += 1 + extra;
      filled += size;
    }
  }
  if (filled !== length) fail("The block unpacks to less than it says", block.length);
  return out;
}

/** The uncompressed length, a varint of at most 32 bits, and where the elements begin. */
function lengthOf(block: Uint8Array): [length: number, start: number] {
  let length = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = block[at];
    if (byte === undefined) fail("The block ends in its length", at);
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) {
      if (length > 0xffff_ffff) break;
      return [length, at + 1];
    }
  }
  return fail("This is not a block of Snappy", 0);
}

/** Bytes that hold the length of a literal, after the tag. */
function literalExtra(tag: number): number {
  return Math.max(0, (tag >> 2) - 59);
}

function littleEndian(block: Uint8Array, at: number, count: number): number | null {
  if (at + count > block.length) return null;
  let value = 0;
  for (let index = count - 1; index >= 0; index -= 1) value = value * 256 + (block[at + index] ?? 0);
  return value;
}

/** A copy may reach into what it writes itself: a run. */
function copy(out: Uint8Array, filled: number, offset: number, size: number): void {
  if (offset >= size) {
    out.copyWithin(filled, filled - offset, filled - offset + size);
    return;
  }
  for (let index = 0; index < size; index += 1) out[filled + index] = out[filled + index - offset] ?? 0;
}

function fail(message: string, offset: number): never {
  throw new UnreadableBatchError("malformed", `${message} (at byte ${offset}).`, `byte ${offset}`);
}
