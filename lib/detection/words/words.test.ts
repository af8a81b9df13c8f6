import { describe, expect, it } from "vitest";
import { sayNumber } from "./say-number.ts";
import { sayP } from "./say-p.ts";
import { sayShare } from "./say-share.ts";

describe("words", () => {
  it.each([
    [0, "p < 0.001"],
    [0.00099, "p < 0.001"],
    [0.0312, "p = 0.031"],
    [0.5, "p = 0.50"],
    [1, "p = 1.00"],
  ])("says the p %s", (p, words) => expect(sayP(p)).toBe(words));

  it.each([
    [12_000, "12,000"],
    [4_812, "4,812"],
    [1_234.567, "1,230"],
    [0.3141, "0.314"],
    [-1_000_000, "-1,000,000"],
    [0.00000123, "1.23e-6"],
    [Infinity, "unknown"],
  ])("says the number %s", (value, words) => expect(sayNumber(value)).toBe(words));

  it.each([
    [0.03, "3%"],
    [0.125, "12.5%"],
    [0.0001, "under 0.1%"],
    [0, "0%"],
    [1, "100%"],
  ])("says the share %s", (share, words) => expect(sayShare(share)).toBe(words));
});
