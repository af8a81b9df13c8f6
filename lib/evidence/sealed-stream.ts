import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

/** Plain bytes of one chunk; the last may be shorter, and is empty only when the whole file is. */
export const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
const SALT_BYTES = 32;
const MAGIC = Buffer.from("MKEV1\n", "latin1");
const HEADER_BYTES = MAGIC.length + SALT_BYTES;

function fileKey(key: Uint8Array, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, "modelkeep/evidence/v1", 32));
}

/** Counter of the chunk and whether it is the last: so chunks cannot be reordered, repeated, dropped or cut off. */
function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function seal(key: Buffer, chunk: Uint8Array, index: number, last: boolean): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(index, last));
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, sealed: Buffer, index: number, last: boolean): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(index, last));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
}

/** Cuts a stream of pieces of any size into pieces of exactly `size` bytes; the last is shorter or empty, and marked. */
async function* cut(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let held = Buffer.alloc(0);
  for await (const piece of pieces) {
    held = Buffer.concat([held, piece]);
    while (held.length > size) {
      yield { bytes: held.subarray(0, size), last: false };
      held = held.subarray(size);
    }
  }
  yield { bytes: held, last: true };
}

/**
 * Encrypts a stream: header "MKEV1\n" and 32 bytes of salt, then chunks of 64 KiB in AES-256-GCM with a key derived from
 * `key` and the salt (HKDF-SHA-256), each followed by its tag. The construction is STREAM (Hoang et al. 2015).
 */
export async function* sealStream(
  plain: AsyncIterable<Uint8Array>,
  key: Uint8Array,
  salt: Uint8Array,
): AsyncGenerator<Buffer, undefined> {
  if (salt.length !== SALT_BYTES) throw new RangeError("the salt is 32 bytes long");
  const derived = fileKey(key, salt);
  yield Buffer.concat([MAGIC, salt]);
  let index = 0;
  for await (const { bytes, last } of cut(plain, CHUNK_BYTES)) {
    yield seal(derived, bytes, index, last);
    index += 1;
  }
}

/** Reverses sealStream chunk by chunk. Throws at the first chunk that was changed, moved or is missing. */
export async function* openStream(
  sealed: AsyncIterable<Uint8Array>,
  key: Uint8Array,
): AsyncGenerator<Buffer, undefined> {
  let derived: Buffer | undefined;
  let index = 0;
  for await (const { bytes, last } of cut(
    withoutHeader(sealed, (salt) => (derived = fileKey(key, salt))),
    CHUNK_BYTES + TAG_BYTES,
  )) {
    if (derived === undefined || bytes.length < TAG_BYTES) throw new Error("the sealed file is cut off");
    yield open(derived, bytes, index, last);
    index += 1;
  }
}

async function* withoutHeader(
  sealed: AsyncIterable<Uint8Array>,
  found: (salt: Buffer) => void,
): AsyncGenerator<Uint8Array> {
  let header = Buffer.alloc(0);
  for await (const piece of sealed) {
    if (header.length >= HEADER_BYTES) {
      yield piece;
      continue;
    }
    header = Buffer.concat([header, piece]);
    if (header.length < HEADER_BYTES) continue;
    if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error("this is no sealed evidence file");
    found(Buffer.from(header.subarray(MAGIC.length, HEADER_BYTES)));
    yield header.subarray(HEADER_BYTES);
  }
}
