import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectFoldLaw, type Foldable } from "../testing/fold-law.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import {
  addSquareToSum,
  addToSum,
  emptySquareSum,
  emptySum,
  mergeSum,
  readSum,
  sumToInteger,
  writeSum,
  type ExactSum,
} from "./exact-sum.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** x · 2^1080 as a whole number, by halving and doubling. */
function scaled(x: number): bigint {
  let exponent = 0;
  let value = x;
  while (!Number.isInteger(value)) {
    value *= 2;
    exponent += 1;
  }
  return BigInt(value) << BigInt(1080 - exponent);
}

const foldable = (empty: () => ExactSum, add: (sum: ExactSum, x: number) => void): Foldable<ExactSum, number> => ({
  empty,
  add,
  merge: mergeSum,
  encode: (sum) => {
    const writer = new ByteWriter();
    writer.byte(1);
    writeSum(writer, sum);
    return writer.finish();
  },
  decode: (bytes) => {
    const reader = new ByteReader(bytes);
    if (reader.byte() !== 1) return undefined;
    const sum = readSum(reader, empty());
    return reader.complete ? sum : undefined;
  },
});

describe("an exact sum", () => {
  it("is the sum of whole numbers, of x and of x²", () => {
    fc.assert(
      fc.property(fc.array(finite), (values) => {
        const [sum, squares] = [emptySum(), emptySquareSum()];
        for (const value of values) {
          addToSum(sum, value);
          addSquareToSum(squares, value);
        }
        expect(sumToInteger(sum)).toBe(values.reduce((total, value) => total + scaled(value), 0n));
        expect(sumToInteger(squares)).toBe(values.reduce((total, value) => total + scaled(value) ** 2n, 0n));
      }),
    );
  });

  it("holds the extremes of doubles many times over", () => {
    const [sum, squares] = [emptySum(), emptySquareSum()];
    for (let k = 0; k < 2000; k += 1) {
      addToSum(sum, -Number.MAX_VALUE);
      addSquareToSum(squares, Number.MAX_VALUE);
      addToSum(sum, Number.MIN_VALUE);
    }
    expect(sumToInteger(sum)).toBe(2000n * (scaled(Number.MIN_VALUE) - scaled(Number.MAX_VALUE)));
    expect(sumToInteger(squares)).toBe(2000n * scaled(Number.MAX_VALUE) ** 2n);
  });

  it("gives the same bytes for any split and order", () => {
    expectFoldLaw(foldable(emptySum, addToSum), finite);
    expectFoldLaw(foldable(emptySquareSum, addSquareToSum), finite);
  });
});
