import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ratioToNumber } from "./ratio-to-number.ts";

describe("ratioToNumber", () => {
  it("is correctly rounded division, as that of doubles is", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (a, b) => {
        expect(ratioToNumber(BigInt(a), BigInt(b))).toBe(a / b + 0);
      }),
    );
  });

  it("rounds ties to even and sees what lies beyond them", () => {
    expect(ratioToNumber(2n ** 53n + 1n, 1n)).toBe(2 ** 53);
    expect(ratioToNumber((2n ** 53n + 1n) * 2n ** 80n + 1n, 2n ** 80n)).toBe(2 ** 53 + 2);
  });

  it("has the range of numbers", () => {
    expect(ratioToNumber(1n, 2n ** 1074n)).toBe(Number.MIN_VALUE);
    expect(ratioToNumber(2n ** 2000n, 2n ** 1990n)).toBe(1024);
    expect(ratioToNumber(-(2n ** 1024n), 1n)).toBe(-Infinity);
  });
});
