import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnreadableBatchError } from "./unreadable-batch.ts";
import { WireReader } from "./wire-reader.ts";
import { WireWriter } from "./wire-writer.ts";

const bytesOf = (hex: string) => Uint8Array.from(hex.split(" ").map((byte) => Number.parseInt(byte, 16)));

const at = (bytes: Uint8Array, field: number) => {
  const reader = new WireReader(bytes);
  expect(reader.next()).toBe(field);
  return reader;
};

const problemOf = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (error instanceof UnreadableBatchError) return error.problem;
    throw error;
  }
  throw new Error("was read");
};

describe("WireReader", () => {
  it("reads the examples of the encoding's documentation", () => {
    expect(at(bytesOf("08 96 01"), 1).unsigned()).toBe(150);
    expect(at(bytesOf("12 07 74 65 73 74 69 6e 67"), 2).text()).toBe("testing");
    const nested = at(bytesOf("1a 03 08 96 01"), 3);
    const end = nested.open();
    expect(nested.next()).toBe(1);
    expect(nested.unsigned()).toBe(150);
    nested.close(end);
    expect(nested.next()).toBe(0);
    const packed: number[] = [];
    at(bytesOf("32 06 03 8e 02 9e a7 05"), 6).unsigneds(packed);
    expect(packed).toEqual([3, 270, 86942]);
    expect(at(bytesOf("08 fe ff ff ff ff ff ff ff ff 01"), 1).signed()).toBe(-2);
  });

  it("reads the table of zigzag numbers", () => {
    const table = [
      ...[0, -1, 1, -2].map((value, wire) => [value, wire] as const),
      ...([
        [2147483647, 4294967294],
        [-2147483648, 4294967295],
      ] as const),
    ];
    for (const [value, wire] of table) {
      expect(at(new WireWriter().integer(1, wire).finish(), 1).zigzag()).toBe(value);
      expect(at(new WireWriter().zigzag(1, value).finish(), 1).zigzag()).toBe(value);
    }
  });

  it("gives back every 64-bit number, exactly or as a bigint", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const bytes = new WireWriter().integer(1, value).fixed(2, value).finish();
        const reader = at(bytes, 1);
        expect(BigInt(reader.signed())).toBe(value);
        expect(reader.next()).toBe(2);
        expect(BigInt(reader.signedFixed())).toBe(value);
        expect(at(bytes, 1).unsigned()).toBe(Number(BigInt.asUintN(64, value)));
        const list: number[] = [];
        at(new WireWriter().zigzags(3, [value]).finish(), 3).zigzags(list);
        expect(list).toEqual([Number(value)]);
      }),
      { numRuns: 200 },
    );
  });

  it("turns nanoseconds into whole milliseconds and a rest, exactly", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (nanos) => {
        const reader = at(new WireWriter().fixed(1, nanos).finish(), 1);
        expect(BigInt(reader.time())).toBe(nanos / 1_000_000n);
        expect(BigInt(reader.restNanos)).toBe(nanos % 1_000_000n);
      }),
      { numRuns: 200 },
    );
  });

  it("reads repeated numbers packed and one by one alike, and texts that come again", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), fc.array(fc.string({ unit: "grapheme" })), (numbers, texts) => {
        const writer = new WireWriter().doubles(1, numbers);
        numbers.forEach((value) => writer.double(2, value));
        [...texts, ...texts].forEach((text) => writer.text(3, text));
        const reader = new WireReader(writer.finish());
        const lists: [number[], number[], string[]] = [[], [], []];
        for (let field = reader.next(); field !== 0; field = reader.next()) {
          if (field === 3) lists[2].push(reader.text());
          else reader.doubles(lists[field - 1] as number[]);
        }
        expect(lists).toEqual([numbers, numbers, [...texts, ...texts]]);
      }),
      { numRuns: 200 },
    );
  });

  it("steps over fields of every type", () => {
    const writer = new WireWriter()
      .integer(1, 2n ** 63n)
      .fixed(2, 1)
      .text(3, "abc")
      .bytes(4, new Uint8Array(200));
    const reader = new WireReader(Buffer.concat([writer.finish(), bytesOf("2d 01 02 03 04"), bytesOf("30 07")]));
    const fields: number[] = [];
    for (let field = reader.next(); field !== 6; field = reader.next()) {
      fields.push(field);
      reader.skip();
    }
    expect(fields).toEqual([1, 2, 3, 4, 5]);
    expect(reader.unsigned()).toBe(7);
  });

  it("refuses groups, field 0, long numbers, other types and lengths beyond the message, with the offset", () => {
    expect(problemOf(() => at(bytesOf("0b 08 01 0c"), 1).skip()).place).toBe("byte 1");
    expect(problemOf(() => new WireReader(bytesOf("00 01")).next()).message).toBe(
      "This is not a field of Protocol Buffers (at byte 0).",
    );
    expect(problemOf(() => at(bytesOf("08 ff ff ff ff ff ff ff ff ff ff 01"), 1).unsigned()).code).toBe("malformed");
    expect(problemOf(() => at(bytesOf("08 ff ff ff ff ff ff ff ff ff 02"), 1).unsigned()).message).toContain("64 bits");
    expect(problemOf(() => at(bytesOf("08 96 01"), 1).text()).message).toContain("wire type 0 instead of 2");
    expect(problemOf(() => at(bytesOf("12 07 74"), 2).text()).place).toBe("byte 2");
    expect(problemOf(() => at(bytesOf("12 ff ff ff ff ff ff ff ff 7f"), 2).open()).code).toBe("malformed");
    expect(problemOf(() => at(bytesOf("09 00 00"), 1).double()).message).toContain("middle of a field");
  });

  it("keeps a nested field from reaching over the end of its message", () => {
    const reader = at(bytesOf("0a 02 12 05 41 41 41 41 41"), 1);
    reader.open();
    expect(reader.next()).toBe(2);
    expect(problemOf(() => reader.text()).place).toBe("byte 4");
  });

  it("stops at a million listed numbers", () => {
    const bytes = new WireWriter().bytes(1, new Uint8Array(1_000_001)).finish();
    expect(problemOf(() => at(bytes, 1).unsigneds([])).code).toBe("too_large");
  });
});
