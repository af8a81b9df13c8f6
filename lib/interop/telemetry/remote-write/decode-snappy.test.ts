import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import { decodeSnappy } from "./decode-snappy.ts";
import { encodeSnappy } from "./testing/encode-snappy.ts";

const text = (...parts: (number | string)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.from([part]) : Buffer.from(part, "latin1"))));

const unpacked = (block: Uint8Array, most = 1e6) => Buffer.from(decodeSnappy(block, most)).toString("latin1");

const refusal = (block: Uint8Array, most = 1e6) => {
  try {
    decodeSnappy(block, most);
  } catch (error) {
    if (error instanceof UnreadableBatchError) return error.problem;
    throw error;
  }
  return null;
};

const letters = (count: number) =>
  Array.from({ length: count }, (_, index) => String.fromCharCode(97 + (index % 26))).join("");

describe("decodeSnappy", () => {
  it("reads literals of every length form", () => {
    expect(unpacked(text(0))).toBe("");
    expect(unpacked(text(3, 2 << 2, "abc"))).toBe("abc");
    expect(unpacked(text(5, 0x10, "Hello"))).toBe("Hello");
    expect(unpacked(text(61, 60 << 2, 60, letters(61)))).toBe(letters(61));
    expect(unpacked(text(0x80, 0x02, 61 << 2, 0xff, 0x00, letters(256)))).toBe(letters(256));
    expect(unpacked(text(3, 62 << 2, 2, 0, 0, "abc"))).toBe("abc");
    expect(unpacked(text(3, 63 << 2, 2, 0, 0, 0, "abc"))).toBe("abc");
  });

  it("reads copies with one, two and four bytes of offset, and runs that read what they write", () => {
    expect(unpacked(text(8, 0x0c, "abcd", 0x01, 0x04))).toBe("abcdabcd");
    expect(unpacked(text(7, 0x0c, "abcd", 0x0a, 0x03, 0x00))).toBe("abcdbcd");
    expect(unpacked(text(6, 0x0c, "abcd", 0x07, 0x04, 0x00, 0x00, 0x00))).toBe("abcdab");
    expect(unpacked(text(11, 0x00, "x", 0x19, 0x01))).toBe("x".repeat(11));
    expect(unpacked(text(0x0a, 0x04, "ab", 0x1e, 0x02, 0x00))).toBe("ab".repeat(5));
    const far = letters(300);
    expect(unpacked(text(0xb0, 0x02, 61 << 2, 0x2b, 0x01, far, 0x21, 0x2c))).toBe(far + far.slice(0, 4));
  });

  it("reads a block that the Snappy library wrote", () => {
    const hex = "8e014c687474705f72657175657374735f746f74616c2086140020637265617465642061fe01003a0100";
    const run = `${"http_requests_total ".repeat(2)}http_requests_created ${"a".repeat(80)}`;
    expect(unpacked(Buffer.from(hex, "hex"))).toBe(run);
  });

  it("gives back what an encoder packed", () => {
    const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 90 }), fc.constant(new Uint8Array(70).fill(7))));
    fc.assert(
      fc.property(pieces, (parts) => {
        const bytes = Buffer.concat([...parts, ...parts]);
        expect(Buffer.from(decodeSnappy(encodeSnappy(bytes), bytes.length)).equals(bytes)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("refuses a claim above the limit or beyond what the block can hold before it allocates", () => {
    expect(refusal(text(0xff, 0xff, 0xff, 0xff, 0x0f, 0), 64)?.code).toBe("too_large");
    expect(refusal(text(0xff, 0xff, 0xff, 0xff, 0x0f, 0), 2 ** 32)?.message).toContain("longer than it can be");
    expect(refusal(text(0xff, 0xff, 0xff, 0xff, 0x7f))?.message).toContain("not a block of Snappy");
  });

  it("refuses wrong blocks, with the offset", () => {
    const wrong = [
      text(),
      text(0x80),
      text(1),
      text(3, 8, "ab"),
      text(2, 8, "abc"),
      text(4, 0x01, 0x01),
      text(4, 60 << 2),
    ];
    for (const block of [
      ...wrong,
      text(8, 0x0c, "abcd", 0x01, 0x00),
      text(8, 0x0c, "abcd", 0x01, 0x05),
      text(4, 0, "a", 0x1d, 1),
    ]) {
      expect(refusal(block)?.code).toBe("malformed");
    }
    expect(refusal(text(8, 0x0c, "abcd", 0x01, 0x05))?.place).toBe("byte 6");
  });

  it("meets any bytes with an answer or a refusal, and never with more than it said", () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .tuple(fc.integer({ min: 0, max: 127 }), fc.uint8Array({ maxLength: 60 }))
        .map(([size, rest]) => Uint8Array.of(size, ...rest)),
    );
    fc.assert(
      fc.property(anything, (block) => {
        if (refusal(block, 100) === null) expect(decodeSnappy(block, 100).length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 200 },
    );
  });
});
