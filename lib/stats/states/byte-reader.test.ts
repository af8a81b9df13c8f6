import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

describe("ByteReader", () => {
  it("reads what was written", () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.integer({ min: -(2 ** 51), max: 2 ** 51 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (count, integer, double) => {
          const writer = new ByteWriter();
          writer.count(count);
          writer.integer(integer);
          writer.double(double);
          const reader = new ByteReader(writer.finish());
          expect([reader.count(), reader.integer() + 0, reader.double()]).toEqual([count, integer + 0, double + 0]);
          expect(reader.complete).toBe(true);
        },
      ),
    );
  });

  it.each([
    ["the end is missing", [0x80]],
    ["a number is longer than it need be", [0x81, 0]],
    ["a number is too large", [255, 255, 255, 255, 255, 255, 255, 127]],
    ["something is left", [1, 1]],
  ])("is not complete when %s", (_, bytes) => {
    const reader = new ByteReader(Uint8Array.from(bytes));
    reader.count();
    expect(reader.complete).toBe(false);
  });

  it("takes no infinite number", () => {
    const reader = new ByteReader(Uint8Array.of(0x7f, 0xf0, 0, 0, 0, 0, 0, 0));
    reader.double();
    expect(reader.sound).toBe(false);
  });
});
