import { describe, expect, it } from "vitest";
import { isCount } from "./is-count.ts";

describe("isCount", () => {
  it("takes whole numbers from 0 on", () => {
    expect([0, 7, Number.MAX_SAFE_INTEGER].every(isCount)).toBe(true);
    expect([-1, 0.5, Number.NaN, Infinity, "3", null, 2 ** 53].some(isCount)).toBe(false);
  });
});
