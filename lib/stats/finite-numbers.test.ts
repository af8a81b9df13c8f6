import { describe, expect, it } from "vitest";
import { finiteNumbers } from "./finite-numbers.ts";

describe("finiteNumbers", () => {
  it("keeps numbers in order and counts what it leaves out", () => {
    const taken = finiteNumbers([3, null, "4", undefined, Infinity, -1, true, Number.NaN, 0]);
    expect([...taken.values]).toEqual([3, -1, 0]);
    expect([taken.nulls, taken.invalid]).toEqual([2, 4]);
  });
});
