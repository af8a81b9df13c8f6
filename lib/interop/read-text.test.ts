import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableImportError } from "./import-problem.ts";
import { firstInvalidUtf8, readText } from "./read-text.ts";

const refusal = (input: string | Uint8Array, maxBytes = 1000) => {
  try {
    readText(input, maxBytes);
  } catch (error) {
    if (error instanceof UnreadableImportError) return error;
    throw error;
  }
  throw new Error("was read");
};

describe("readText", () => {
  it("drops a byte order mark and keeps line ends", () => {
    expect(readText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a]), 10)).toBe("a\r\n");
    expect(readText("\uFEFFa\r", 10)).toBe("a\r");
  });

  it("tells a file that is too large from one that cannot be read", () => {
    expect(refusal("x".repeat(1001)).kind).toBe("too_large");
    expect(refusal("é".repeat(501)).kind).toBe("too_large");
    expect(readText("é".repeat(500), 1000)).toHaveLength(500);
    expect(refusal(" \n ").kind).toBe("unreadable");
  });

  it.each([
    ["NUL in bytes", new Uint8Array([0x61, 0, 0x62]), /not a text file: byte 1/],
    ["NUL in text", "a\n\0", /not a text file/],
    ["invalid UTF-8", new Uint8Array([0x61, 0x0a, 0x62, 0xff]), /not valid UTF-8 at byte 3/],
    ["a cut character", new Uint8Array([0x61, 0xc3]), /at byte 1/],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x61, 0]), /UTF-16/],
    ["half a character", "ab\ud800", /half of a character/],
    ["nothing", "", /empty/],
  ])("refuses %s", (_name, input, message) => {
    expect(refusal(input).problems[0]?.message).toMatch(message);
  });

  it("gives the line and column of the first bad byte", () => {
    expect(refusal(new Uint8Array([0x61, 0x0a, 0x62, 0xff])).problems[0]).toMatchObject({ line: 2, column: 2 });
  });
});

describe("firstInvalidUtf8", () => {
  it("agrees with the strict decoder on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), fc.string({ unit: "binary" }), (bytes, text) => {
        const all = new Uint8Array([...new TextEncoder().encode(text), ...bytes]);
        const offset = firstInvalidUtf8(all);
        const strict = (part: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(part);
        expect(() => strict(all.subarray(0, offset))).not.toThrow();
        if (offset < all.length) expect(() => strict(all)).toThrow();
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
