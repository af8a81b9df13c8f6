import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHUNK_BYTES, openStream, sealStream } from "./sealed-stream.ts";

const key = randomBytes(32);
const HEADER = 38;
const SEALED_CHUNK = CHUNK_BYTES + 16;

async function* pieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(at, at + size);
    at += size;
  }
  await Promise.resolve();
}

async function all(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

const sealed = (plain: Buffer, sizes = [10_000]) => all(sealStream(pieces(plain, sizes), key, randomBytes(32)));
const opened = (bytes: Buffer, sizes = [7_777]) => all(openStream(pieces(bytes, sizes), key));

describe("sealed files", () => {
  it("come back as they were, however they were cut in passing", async () => {
    const lengths = fc.oneof(
      fc.constantFrom(0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES),
      fc.nat({ max: 3 * CHUNK_BYTES }),
    );
    const sizes = fc.array(
      fc.integer({ min: 1, max: 100_000 }).map((n) => Math.max(n, 200)),
      { minLength: 1, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(lengths, sizes, sizes, async (length, inSizes, outSizes) => {
        const plain = randomBytes(length);
        const bytes = await sealed(plain, inSizes);
        expect((await opened(bytes, outSizes)).equals(plain)).toBe(true);
        if (length >= 16) expect(bytes.includes(plain.subarray(0, 16))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("do not open when a bit was changed anywhere", async () => {
    const bytes = await sealed(randomBytes(CHUNK_BYTES + 500));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        await expect(opened(changed)).rejects.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it("do not open when chunks were dropped, repeated or swapped, or the end is missing", async () => {
    const bytes = await sealed(randomBytes(3 * CHUNK_BYTES));
    const chunk = (n: number) => bytes.subarray(HEADER + n * SEALED_CHUNK, HEADER + (n + 1) * SEALED_CHUNK);
    const header = bytes.subarray(0, HEADER);
    for (const order of [[0, 1], [0, 2], [1, 0, 2], [0, 1, 1, 2], [0, 1, 2, 2], []]) {
      await expect(opened(Buffer.concat([header, ...order.map(chunk)]))).rejects.toThrow();
    }
    expect((await opened(Buffer.concat([header, chunk(0), chunk(1), chunk(2)]))).length).toBe(3 * CHUNK_BYTES);
    await expect(opened(bytes.subarray(0, HEADER - 1))).rejects.toThrow();
    await expect(all(openStream(pieces(bytes, [9999]), randomBytes(32)))).rejects.toThrow();
  });

  it("look different each time", async () => {
    const plain = Buffer.from("the same text twice");
    expect((await sealed(plain)).equals(await sealed(plain))).toBe(false);
  });
});
